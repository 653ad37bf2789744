package io.sealbridge.bench;

import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the token does with a data key, done by the JDK: so a benchmark sees the rest alone. */
final class SoftwareWrap {
  private static final int TAG_BITS = 128;
  private static final int IV_LENGTH = 12;

  private final SecretKeySpec key;
  private final SecureRandom random;

  SoftwareWrap(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "AES");
    this.random = random;
  }

  WrappedKey wrap(SecretBytes dataKey, byte[] aad) {
    byte[] iv = new byte[IV_LENGTH];
    random.nextBytes(iv);
    return new WrappedKey(iv, dataKey.use(bytes -> run(Cipher.ENCRYPT_MODE, iv, aad, bytes)));
  }

  SecretBytes unwrap(WrappedKey wrapped, byte[] aad) {
    return SecretBytes.takeOwnershipOf(
        run(Cipher.DECRYPT_MODE, wrapped.iv(), aad, wrapped.bytes()));
  }

  private byte[] run(int mode, byte[] iv, byte[] aad, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(aad);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's AES-GCM failed", e);
    }
  }
}
