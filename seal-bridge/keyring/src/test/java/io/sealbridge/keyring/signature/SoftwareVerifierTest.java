package io.sealbridge.keyring.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against signatures over messages that the JDK makes by its own code. */
class SoftwareVerifierTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
  private static final int MODULUS = 256;
  private static KeyPair rsa = new KeyPair(null, null);

  @BeforeAll
  static void makeKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(MODULUS * 8);
    rsa = generator.generateKeyPair();
  }

  @ParameterizedTest
  @EnumSource(HashFunction.class)
  void verifiesPkcs1OfEveryHash(HashFunction hash) throws GeneralSecurityException {
    byte[] signature = sign(hash.jcaName().replaceFirst("SHA-", "SHA") + "withRSA", rsa);
    SignatureScheme scheme = new SignatureScheme.Pkcs1(Optional.of(hash));

    assertThat(verifier(rsa).verifies(scheme, hash.digest(MESSAGE), signature)).isTrue();
    assertThat(verifier(rsa).verifies(scheme, hash.digest(new byte[0]), signature)).isFalse();
    assertThat(
            verifier(rsa)
                .verifies(
                    new SignatureScheme.Pkcs1(Optional.empty()), hash.digest(MESSAGE), signature))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"SHA256,0", "SHA256,32", "SHA256,222", "SHA512,64", "SHA1,20", "SHA384,1"})
  void verifiesPssWithItsSaltOrAny(HashFunction hash, int salt) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("RSASSA-PSS");
    signer.setParameter(
        new PSSParameterSpec(
            hash.jcaName(), "MGF1", new MGF1ParameterSpec(hash.jcaName()), salt, 1));
    signer.initSign(rsa.getPrivate());
    signer.update(MESSAGE);
    byte[] signature = signer.sign();
    byte[] digest = hash.digest(MESSAGE);
    SignatureScheme.Pss scheme = new SignatureScheme.Pss(hash, salt);
    SignatureScheme.Pss other = new SignatureScheme.Pss(hash, salt + 1);

    assertThat(verifier(rsa).verifies(scheme, digest, signature)).isTrue();
    assertThat(verifier(rsa).verifies(other, digest, signature)).isFalse();
    assertThat(verifier(rsa).verifiesWithAnySalt(other, digest, signature)).isTrue();
    digest[0]++;
    assertThat(verifier(rsa).verifiesWithAnySalt(scheme, digest, signature)).isFalse();
  }

  @Test
  void whatIsNoSignatureIsNone() throws GeneralSecurityException {
    byte[] digest = HashFunction.SHA256.digest(MESSAGE);
    byte[] good = sign("SHA256withRSA", rsa);
    byte[] ones = new byte[MODULUS];
    Arrays.fill(ones, (byte) 0xff);
    SignatureScheme pkcs1 = new SignatureScheme.Pkcs1(Optional.of(HashFunction.SHA256));
    SignatureScheme.Pss pss = new SignatureScheme.Pss(HashFunction.SHA256, 32);

    for (byte[] bad :
        new byte[][] {
          {}, new byte[MODULUS], ones, Arrays.copyOf(good, MODULUS - 1), Arrays.copyOf(good, 257)
        }) {
      assertThat(verifier(rsa).verifies(pkcs1, digest, bad)).isFalse();
      assertThat(verifier(rsa).verifies(pss, digest, bad)).isFalse();
      assertThat(verifier(rsa).verifiesWithAnySalt(pss, digest, bad)).isFalse();
    }
    for (int i = 0; i < MODULUS; i += 15) {
      byte[] flipped = good.clone();
      flipped[i] ^= 1;
      assertThat(verifier(rsa).verifies(pkcs1, digest, flipped)).isFalse();
    }
    assertThat(verifier(rsa).verifies(pkcs1, digest, good)).isTrue();
  }

  @Test
  void verifiesKeysOfCurves() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(521);
    KeyPair ec = generator.generateKeyPair();
    byte[] signature = sign("SHA512withECDSA", ec);
    byte[] digest = HashFunction.SHA512.digest(MESSAGE);
    assertThat(verifier(ec).verifies(new SignatureScheme.Ecdsa(), digest, signature)).isTrue();
    digest[0]++;
    assertThat(verifier(ec).verifies(new SignatureScheme.Ecdsa(), digest, signature)).isFalse();

    KeyPair ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] edSignature = sign("Ed25519", ed);
    assertThat(verifier(ed).verifies(new SignatureScheme.Ed25519(), MESSAGE, edSignature)).isTrue();
    edSignature[40]++;
    assertThat(verifier(ed).verifies(new SignatureScheme.Ed25519(), MESSAGE, edSignature))
        .isFalse();
  }

  private static SoftwareVerifier verifier(KeyPair pair) {
    return new SoftwareVerifier(PublicKeyInfo.of(pair.getPublic().getEncoded()));
  }

  private static byte[] sign(String algorithm, KeyPair pair) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }
}
