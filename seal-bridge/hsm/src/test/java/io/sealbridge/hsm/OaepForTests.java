package io.sealbridge.hsm;

import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA-OAEP in software, by the JDK. */
final class OaepForTests {
  private OaepForTests() {}

  static WrappedKey wrap(Wrapping.RsaOaep wrapping, byte[] dataKey)
      throws GeneralSecurityException {
    String hash = wrapping.hash().jcaName();
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(wrapping.publicKey().der())),
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return new WrappedKey(new byte[0], cipher.doFinal(dataKey));
  }
}
