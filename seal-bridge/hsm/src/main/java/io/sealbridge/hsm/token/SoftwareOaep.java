package io.sealbridge.hsm.token;

import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Wraps canaries for RSA keys as the keyring wraps data keys: in software, by the public key. */
final class SoftwareOaep {
  private SoftwareOaep() {}

  static WrappedKey wrap(Wrapping.RsaOaep wrapping, SecretBytes secret)
      throws GeneralSecurityException {
    PublicKey publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(wrapping.publicKey().der()));
    String hash = wrapping.hash().jcaName();
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        publicKey,
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return new WrappedKey(new byte[0], secret.use(bytes -> finish(cipher, bytes)));
  }

  private static byte[] finish(Cipher cipher, byte[] bytes) {
    try {
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("32 bytes fit every RSA key that we allow", e);
    }
  }
}
