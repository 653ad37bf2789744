package io.sealbridge.vault;

/** Which server it is. */
public sealed interface VaultProduct {

  /** As the server itself says. */
  String version();

  /** OpenBao. */
  record OpenBao(String version) implements VaultProduct {}

  /** HashiCorp Vault. */
  record Vault(String version) implements VaultProduct {}
}
