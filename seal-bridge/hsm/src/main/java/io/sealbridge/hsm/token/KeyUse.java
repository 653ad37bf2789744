package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;

/** Wraps and unwraps as a key's state says. Shapes that cannot be right do not reach the token. */
final class KeyUse {
  private static final int TAG_BYTES = 16;

  private KeyUse() {}

  static WrappedKey wrap(
      Link link, CryptokiSession session, TokenKey key, SecretBytes dataKey, byte[] aad) {
    return switch (key.usage()) {
      case Wrapping.AesGcm() ->
          link.dataPath().encrypt(session, KeyFinder.find(link, session, key), dataKey, aad);
      case Wrapping.RsaOaep _ ->
          throw new HsmException(
              new HsmFault.Refused(
                  "key \"" + key.label() + "\" is RSA, wrapped in software by its public key"));
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ -> throw wrapsNothing(key);
    };
  }

  static SecretBytes unwrap(
      Link link, CryptokiSession session, TokenKey key, WrappedKey wrapped, byte[] aad) {
    byte[] bytes = wrapped.bytes();
    int ivLength = wrapped.iv().length;
    return switch (key.usage()) {
      case Wrapping.AesGcm() -> {
        require((ivLength == 12 || ivLength == 16) && bytes.length > TAG_BYTES, wrapped);
        yield link.dataPath().decrypt(session, KeyFinder.find(link, session, key), wrapped, aad);
      }
      case Wrapping.RsaOaep oaep -> {
        require(ivLength == 0 && bytes.length == key.type().bits() / Byte.SIZE, wrapped);
        yield link.dataPath()
            .decryptOaep(session, KeyFinder.find(link, session, key), oaep.hash(), bytes);
      }
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ -> throw wrapsNothing(key);
    };
  }

  private static HsmException wrapsNothing(TokenKey key) {
    return new HsmException(new HsmFault.Refused("key \"" + key.label() + "\" wraps no data keys"));
  }

  private static void require(boolean shape, WrappedKey wrapped) {
    if (!shape) {
      throw new HsmException(
          new HsmFault.BadInput("not sent to the HSM, lengths are wrong: " + wrapped));
    }
  }
}
