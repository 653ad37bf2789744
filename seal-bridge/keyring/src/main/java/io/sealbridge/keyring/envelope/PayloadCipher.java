package io.sealbridge.keyring.envelope;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM over the payload, bound to the whole header and to what the caller adds. */
final class PayloadCipher {
  private static final int NONCE_LENGTH = 12;

  private PayloadCipher() {}

  /** The nonce is zero: each payload key is derived from a data key that is used once. */
  static Cipher begin(int mode, SecretKey key, ByteBuffer header, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, key, new GCMParameterSpec(EnvelopeFormat.TAG_LENGTH * 8, new byte[NONCE_LENGTH]));
    cipher.updateAAD(header);
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(aad.length).flip());
    cipher.updateAAD(aad);
    return cipher;
  }
}
