package io.sealbridge.keyring.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes that are stored for years, as a second implementation in another language made them.
 */
class EnvelopeVectorsTest {
  @ParameterizedTest
  @ValueSource(strings = {"aes-gcm", "aes-gcm-16-byte-iv", "rsa-oaep-sha256", "four-recipients"})
  void sealsToTheExactBytes(String name) {
    Vector vector = Vector.named(name);

    byte[] envelope;
    try (Sealing sealing =
        Sealing.withDataKey(vector.context(), vector.key(), vector.version(), vector.dataKey())) {
      envelope =
          sealing.seal(
              vector.envelopeRecipients(),
              SecretBytes.takeOwnershipOf(vector.bytes("plaintext")),
              vector.bytes("aad"));
    }

    assertThat(envelope).isEqualTo(vector.bytes("envelope"));
    assertThat(new Ciphertext(vector.version(), envelope)).hasToString(vector.line("text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-gcm", "aes-gcm-16-byte-iv", "rsa-oaep-sha256", "four-recipients"})
  void opensTheExactBytes(String name) {
    Vector vector = Vector.named(name);

    Envelope envelope = Envelope.parse(Ciphertext.parse(vector.line("text")).body());
    Opening opening = Opening.of(envelope, vector.dataKey(), vector.bytes("aad"));

    assertThat(envelope.context()).isEqualTo(vector.context());
    assertThat(envelope.key()).isEqualTo(vector.key());
    assertThat(envelope.version()).isEqualTo(vector.version());
    assertThat(opening)
        .isInstanceOfSatisfying(
            Opening.Opened.class,
            opened ->
                assertThat(opened.plaintext().<byte[]>use(byte[]::clone))
                    .isEqualTo(vector.bytes("plaintext")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-gcm", "aes-gcm-16-byte-iv", "rsa-oaep-sha256", "four-recipients"})
  void everyRecipientUnwrapsTheDataKey(String name) throws GeneralSecurityException {
    Vector vector = Vector.named(name);

    Envelope envelope = Envelope.parse(vector.bytes("envelope"));

    List<EnvelopeRecipient> recipients = envelope.recipients();
    assertThat(recipients).hasSize(vector.envelopeRecipients().size());
    for (int i = 0; i < recipients.size(); i++) {
      assertThat(recipients.get(i).keyId()).isEqualTo(KeyId.of(vector.recipient(i)));
      assertThat(unwrap(vector, envelope, i)).isEqualTo(vector.bytes("dataKey"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-oaep-sha256", "four-recipients"})
  void wrapsForRsaInSoftwareAsTheKeyUnwraps(String name) throws GeneralSecurityException {
    Vector vector = Vector.named(name);
    Wrapping.RsaOaep rsa = (Wrapping.RsaOaep) vector.recipient(0).wrapping();

    byte[] wrapped = OaepWrap.wrap(rsa, vector.dataKey(), new SecureRandom()).bytes();

    assertThat(oaep(vector, rsa).doFinal(wrapped)).isEqualTo(vector.bytes("dataKey"));
  }

  private static byte[] unwrap(Vector vector, Envelope envelope, int index)
      throws GeneralSecurityException {
    EnvelopeRecipient recipient = envelope.recipients().get(index);
    byte[] wrapped = recipient.wrapped().bytes();
    return switch (vector.recipient(index).wrapping()) {
      case Wrapping.AesGcm _ -> {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(vector.bytes(Vector.field(index, "aesKey")), "AES"),
            new GCMParameterSpec(128, recipient.wrapped().iv()));
        cipher.updateAAD(envelope.wrapAad());
        yield cipher.doFinal(wrapped);
      }
      case Wrapping.RsaOaep rsa -> oaep(vector, rsa).doFinal(wrapped);
    };
  }

  private static Cipher oaep(Vector vector, Wrapping.RsaOaep rsa) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    String hash = rsa.hash().jcaName();
    cipher.init(
        Cipher.DECRYPT_MODE,
        vector.rsaPrivateKey(),
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return cipher;
  }
}
