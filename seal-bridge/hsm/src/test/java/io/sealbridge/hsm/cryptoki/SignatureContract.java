package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Signatures on any token, verified by the token and by the JDK. */
abstract class SignatureContract extends TokenFixture {
  private static final byte[] MESSAGE = "checkpoint\n42\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = {9};
  private static final byte[] SHA256_DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  /** Whether it can hash by itself before it signs with ECDSA. */
  abstract boolean hashesForEcdsa();

  @Test
  void signsByEcdsaOverAHash() throws GeneralSecurityException {
    KeyPairHandles pair = ecPair();
    byte[] hash = sha256();

    byte[] signature = session.sign(new Mechanism.Ecdsa(), pair.privateKey(), hash);

    assertThat(signature).hasSize(64);
    assertVerifies(pair, new Mechanism.Ecdsa(), hash, signature);
    assertThat(jdkEcdsa(pair, signature)).isTrue();
  }

  @Test
  void signsByEcdsaOverAMessageIfItCan() throws GeneralSecurityException {
    KeyPairHandles pair = ecPair();
    Mechanism.Signature mechanism = new Mechanism.EcdsaSha256();
    if (!hashesForEcdsa()) {
      assertThatThrownBy(() -> session.sign(mechanism, pair.privateKey(), MESSAGE))
          .hasMessage("C_SignInit: CKR_MECHANISM_INVALID");
      return;
    }

    byte[] signature = session.sign(mechanism, pair.privateKey(), MESSAGE);

    assertVerifies(pair, mechanism, MESSAGE, signature);
    assertThat(jdkEcdsa(pair, signature)).isTrue();
  }

  @Test
  void signsByRsaPkcs1() throws GeneralSecurityException {
    KeyPairHandles pair = rsaPair();
    ByteArrayOutputStream digestInfo = new ByteArrayOutputStream();
    digestInfo.writeBytes(SHA256_DIGEST_INFO);
    digestInfo.writeBytes(sha256());

    byte[] signature = session.sign(new Mechanism.Sha256RsaPkcs(), pair.privateKey(), MESSAGE);

    assertVerifies(pair, new Mechanism.Sha256RsaPkcs(), MESSAGE, signature);
    assertThat(session.sign(new Mechanism.RsaPkcs(), pair.privateKey(), digestInfo.toByteArray()))
        .isEqualTo(signature);
    byte[] shorter = Arrays.copyOf(signature, signature.length - 1);
    assertThat(session.verify(new Mechanism.Sha256RsaPkcs(), pair.publicKey(), MESSAGE, shorter))
        .isFalse();
    Signature jdk = Signature.getInstance("SHA256withRSA");
    assertThat(verifies(jdk, JcaKeys.rsa(session, pair.publicKey()), signature)).isTrue();
  }

  @Test
  void signsByRsaPss() throws GeneralSecurityException {
    KeyPairHandles pair = rsaPair();
    Mechanism.Signature pss = new Mechanism.RsaPss(Hash.SHA256, 32);

    byte[] signature = session.sign(pss, pair.privateKey(), sha256());

    assertVerifies(pair, pss, sha256(), signature);
    Signature jdk = Signature.getInstance("RSASSA-PSS");
    jdk.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    assertThat(verifies(jdk, JcaKeys.rsa(session, pair.publicKey()), signature)).isTrue();
  }

  private void assertVerifies(
      KeyPairHandles pair, Mechanism.Signature mechanism, byte[] data, byte[] signature) {
    byte[] changed = signature.clone();
    changed[10] ^= 1;

    assertThat(session.verify(mechanism, pair.publicKey(), data, signature)).isTrue();
    assertThat(session.verify(mechanism, pair.publicKey(), data, changed)).isFalse();
  }

  private boolean jdkEcdsa(KeyPairHandles pair, byte[] signature) throws GeneralSecurityException {
    Signature jdk = Signature.getInstance("SHA256withECDSAinP1363Format");
    return verifies(jdk, JcaKeys.p256(session, pair.publicKey()), signature);
  }

  private static boolean verifies(Signature jdk, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    jdk.initVerify(key);
    jdk.update(MESSAGE);
    return jdk.verify(signature);
  }

  private KeyPairHandles ecPair() {
    return session.generateKeyPair(
        new Mechanism.EcKeyPairGen(Curve.P256),
        KeyTemplates.publicKey(KeyKind.EC, ID, AttributeType.VERIFY),
        KeyTemplates.privateKey(KeyKind.EC, ID, AttributeType.SIGN));
  }

  private KeyPairHandles rsaPair() {
    return session.generateKeyPair(
        new Mechanism.RsaKeyPairGen(2048),
        KeyTemplates.publicKey(KeyKind.RSA, ID, AttributeType.VERIFY),
        KeyTemplates.privateKey(KeyKind.RSA, ID, AttributeType.SIGN));
  }

  private static byte[] sha256() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(MESSAGE);
  }
}
