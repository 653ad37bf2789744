package io.sealbridge.keyring.service;

import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.util.Optional;

/** Which keys sign. */
final class SigningKeys {
  private SigningKeys() {}

  /** With what signatures by this key are verified; empty if it does not sign. */
  static Optional<PublicKeyInfo> publicKey(Recipient recipient) {
    return switch (recipient.usage()) {
      case Usage.Signing signing -> Optional.of(signing.publicKey());
      case Wrapping.RsaOaep rsa -> rsa.signs() ? Optional.of(rsa.publicKey()) : Optional.empty();
      case Wrapping.AesGcm _, Usage.Mac _, Usage.Unwrapping _ -> Optional.empty();
    };
  }
}
