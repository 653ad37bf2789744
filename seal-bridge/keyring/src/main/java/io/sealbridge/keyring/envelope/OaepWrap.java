package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Wraps a data key for an RSA recipient in software, so that its HSM need not be there. */
public final class OaepWrap {
  private OaepWrap() {}

  /**
   * RSA-OAEP with the recipient's hash for label and MGF1, empty label.
   *
   * @throws IllegalStateException if the state's public key is none that can be used
   */
  public static WrappedKey wrap(
      Wrapping.RsaOaep recipient, SecretBytes dataKey, SecureRandom random) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      cipher.init(Cipher.ENCRYPT_MODE, publicKey(recipient), parameters(recipient), random);
      return new WrappedKey(new byte[0], dataKey.use(bytes -> encrypt(cipher, bytes)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the state's RSA public key cannot be used", e);
    }
  }

  private static byte[] encrypt(Cipher cipher, byte[] dataKey) {
    try {
      return cipher.doFinal(dataKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the state's RSA public key cannot be used", e);
    }
  }

  private static PublicKey publicKey(Wrapping.RsaOaep recipient) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(recipient.publicKey().der()));
  }

  private static OAEPParameterSpec parameters(Wrapping.RsaOaep recipient) {
    // The JDK's named transformations keep SHA-1 for MGF1; tokens use one hash for both.
    String hash = recipient.hash().jcaName();
    return new OAEPParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
  }
}
