package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Spelled;

/** How Vault proves to the bridge who it is, when it wants its root key opened. */
public enum SealProof implements Spelled {
  /** A proxy beside it logs in with the pod's ServiceAccount; Vault itself holds nothing. */
  PROXY("proxy"),

  /** A client certificate in two files. */
  CERTIFICATE("certificate"),

  /** A token in a variable of its environment. */
  TOKEN("token");

  private final String word;

  SealProof(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
