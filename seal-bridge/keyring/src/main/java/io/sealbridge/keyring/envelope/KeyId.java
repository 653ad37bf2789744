package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Wrapping;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names the key that wrapped a data key: the first 16 bytes of SHA-256 over the
 * SubjectPublicKeyInfo of an RSA key, or over the CKA_ID of an AES key. A hint to save HSM calls,
 * never a proof.
 */
public record KeyId(long high, long low) {
  static final int LENGTH = 16;

  public static KeyId of(Recipient recipient) {
    return switch (recipient.wrapping()) {
      case Wrapping.AesGcm _ -> ofHash(recipient.id().bytes());
      case Wrapping.RsaOaep rsa -> ofHash(rsa.publicKey().der());
    };
  }

  private static KeyId ofHash(byte[] named) {
    try {
      return read(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(named)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  static KeyId read(ByteBuffer from) {
    return new KeyId(from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(high).putLong(low);
  }
}
