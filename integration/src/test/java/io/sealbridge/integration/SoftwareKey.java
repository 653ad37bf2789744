package io.sealbridge.integration;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** An AES key made outside of any server, to be brought to several. */
record SoftwareKey(SecretKey key) {
  /** SoftHSM opens OAEP with SHA-1 only. */
  static final String HASH = "SHA1";

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

  static SoftwareKey generate() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SoftwareKey(new SecretKeySpec(bytes, "AES"));
  }

  /** The key as an import wants it: wrapped by another AES key, which is wrapped by the PEM's. */
  String wrappedFor(String wrappingPem) {
    try {
      SecretKey ephemeral = KeyGenerator.getInstance("AES").generateKey();
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.ENCRYPT_MODE, publicKey(wrappingPem), OAEP);
      byte[] head = rsa.doFinal(ephemeral.getEncoded());
      Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
      kwp.init(Cipher.WRAP_MODE, ephemeral);
      byte[] tail = kwp.wrap(key);
      byte[] both = Arrays.copyOf(head, head.length + tail.length);
      System.arraycopy(tail, 0, both, head.length, tail.length);
      return Base64.getEncoder().encodeToString(both);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static PublicKey publicKey(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
