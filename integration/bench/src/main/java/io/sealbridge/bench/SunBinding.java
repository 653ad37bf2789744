package io.sealbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** The JDK's provider, used as an application would: the cipher is kept, its parameters change. */
final class SunBinding implements Binding {
  private static final int TAG_BITS = 128;
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private final Cipher cipher;
  private final Key key;

  SunBinding(TokenAccess access, long slot) throws GeneralSecurityException, IOException {
    // The FFM binding has initialised the library; both live in this process.
    String configuration =
        """
        --name = bench
        library = %s
        slot = %d
        omitInitialize = true
        allowSingleThreadedModules = false
        """
            .formatted(access.library(), slot);
    Provider provider = Security.getProvider("SunPKCS11").configure(configuration);
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, Files.readString(access.pinFile()).strip().toCharArray());
    this.key = store.getKey(access.keyLabel(), null);
    this.cipher = Cipher.getInstance(ALGORITHM, provider);
  }

  @Override
  public String side() {
    return "sunpkcs11";
  }

  @Override
  public byte[] encrypt(byte[] iv, byte[] aad, byte[] plaintext) {
    return run(Cipher.ENCRYPT_MODE, iv, aad, plaintext);
  }

  @Override
  public byte[] decrypt(byte[] iv, byte[] aad, byte[] ciphertext) {
    return run(Cipher.DECRYPT_MODE, iv, aad, ciphertext);
  }

  private byte[] run(int mode, byte[] iv, byte[] aad, byte[] input) {
    try {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(aad);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunPKCS11 failed", e);
    }
  }

  @Override
  public void close() {
    // The provider belongs to the process; C_Finalize is the FFM binding's.
  }
}
