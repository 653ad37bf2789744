package io.sealbridge.k8sauth.access;

/** Whose server it is, as far as manifests differ by it. */
public enum Product {
  OPENBAO,
  VAULT;

  /** The program that is server, agent and proxy. */
  public String program() {
    return switch (this) {
      case OPENBAO -> "bao";
      case VAULT -> "vault";
    };
  }

  /** The image of that program, where the file names none. */
  public String image() {
    return switch (this) {
      case OPENBAO -> "openbao/openbao:2.7.2";
      case VAULT -> "hashicorp/vault:1.21.0";
    };
  }

  /** What the program calls its address variable. */
  public String addressVariable() {
    return switch (this) {
      case OPENBAO -> "BAO_ADDR";
      case VAULT -> "VAULT_ADDR";
    };
  }
}
