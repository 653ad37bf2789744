package io.sealbridge.integration.vault;

import io.sealbridge.integration.Repository;
import java.nio.file.Path;

/** The two servers that a bridge unseals. Where they differ, a switch over them says how. */
public enum Product {
  OPENBAO,
  VAULT;

  public Path binary() {
    return switch (this) {
      case OPENBAO -> Repository.openbao();
      case VAULT -> Repository.vault();
    };
  }

  public String version() {
    return switch (this) {
      case OPENBAO -> Repository.version("OPENBAO_VERSION");
      case VAULT -> Repository.version("VAULT_VERSION");
    };
  }

  /** The environment variable with which an operator makes the server wait for its seal. */
  public String retriesVariable() {
    return switch (this) {
      case OPENBAO -> "BAO_MAX_RETRIES";
      case VAULT -> "VAULT_MAX_RETRIES";
    };
  }

  /** OpenBao rejects {@code disable_mlock}; Vault wants it where it may not lock memory. */
  public String extraConfiguration() {
    return switch (this) {
      case OPENBAO -> "";
      case VAULT -> "disable_mlock = true\n";
    };
  }

  @Override
  public String toString() {
    return switch (this) {
      case OPENBAO -> "OpenBao";
      case VAULT -> "Vault";
    };
  }
}
