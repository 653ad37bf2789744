package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;

/** Somebody for whom keys made with {@code syncable} may be wrapped by {@code byok-export}. */
public record ReceiverConfiguration(
    @Setting("What byok-export calls the receiver: letters, digits, - and _.") String name,
    @Setting("The receiver's RSA public key, PEM; read at the start.") Path publicKey,
    @Setting(
            "SHA-256 of the public key (SubjectPublicKeyInfo, DER) in lower-case hex, compared out of"
                + " band: a file that was swapped keeps the service from starting.")
        String sha256) {

  public ReceiverConfiguration {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException(
          "name must match [A-Za-z0-9][A-Za-z0-9_-]{0,62}, was " + name);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 must be 64 lower-case hexadecimal digits, was " + sha256);
    }
  }
}
