package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Spelled;

/** How Vault finds out whether the token of a pod is good. */
public enum Setup implements Spelled {
  /** {@link #OWN_TOKEN} where Vault runs in the cluster, {@link #REVIEWER_TOKEN} elsewhere. */
  AUTO("auto"),

  /** Vault asks the API server with the token of its own pod. */
  OWN_TOKEN("own-token"),

  /** Vault asks the API server with the very token that it was given. */
  CLIENT_TOKEN("client-token"),

  /** Vault asks the API server with the token of a ServiceAccount made for it. */
  REVIEWER_TOKEN("reviewer-token"),

  /** Vault reads the API server's published keys and asks nobody. */
  OIDC_DISCOVERY("oidc-discovery"),

  /** Vault is given the API server's public keys and asks nobody. */
  PINNED_KEYS("pinned-keys");

  private final String word;

  Setup(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /** Whether the auth method is of type {@code jwt}; otherwise it is {@code kubernetes}. */
  public boolean isJwt() {
    return this == OIDC_DISCOVERY || this == PINNED_KEYS;
  }
}
