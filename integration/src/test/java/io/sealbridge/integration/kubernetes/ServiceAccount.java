package io.sealbridge.integration.kubernetes;

/** A ServiceAccount as the API server made it; an account of the same name has another uid. */
public record ServiceAccount(String namespace, String name, String uid) {
  /** The name under which the API server knows whoever holds this account's token. */
  public String username() {
    return "system:serviceaccount:" + namespace + ":" + name;
  }
}
