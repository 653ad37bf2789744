package io.sealbridge.server.transit;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.server.http.PublicKeyFormat;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Public keys as Vault shows them: PEM, but for Ed25519, of which it shows the 32 bytes. */
final class PublicKeyText {

  private static final int ED25519_BYTES = 32;

  private PublicKeyText() {}

  /** Of a version's first recipient; empty for secret keys. */
  static Optional<PublicKeyInfo> of(KeyVersion version) {
    return switch (version.recipients().getFirst().usage()) {
      case Wrapping.RsaOaep rsa -> Optional.of(rsa.publicKey());
      case Usage.Signing(PublicKeyInfo publicKey) -> Optional.of(publicKey);
      case Usage.Unwrapping unwrapping -> Optional.of(unwrapping.publicKey());
      case Wrapping.AesGcm _, Usage.Mac _ -> Optional.empty();
    };
  }

  static String shown(KeyType type, PublicKeyInfo key) {
    return shown(type, key, PublicKeyFormat.USUAL);
  }

  static String shown(KeyType type, PublicKeyInfo key, PublicKeyFormat format) {
    return switch (format) {
      case USUAL -> type == KeyType.ED25519 ? raw(key) : PemText.publicKey(key);
      case RAW -> raw(key);
      case DER -> Base64.getEncoder().encodeToString(key.der());
      case PEM -> PemText.publicKey(key);
    };
  }

  private static String raw(PublicKeyInfo ed25519) {
    byte[] der = ed25519.der();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length));
  }
}
