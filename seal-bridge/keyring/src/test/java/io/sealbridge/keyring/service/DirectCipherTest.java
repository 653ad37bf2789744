package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import io.sealbridge.keyring.fake.FakeTransfer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Vault that holds the same key opens what the bridge seals, and the other way round. */
class DirectCipherTest {
  private static final KeyName APP = new KeyName("app");
  private static final byte[] AAD = {7};
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);
  private final SecureRandom random = new SecureRandom();
  private final FakeBridge bridge = FakeBridge.over("first");

  @BeforeEach
  void makeWrappingKey() {
    bridge.create(
        KeyPurpose.INTERNAL,
        InternalKey.WRAPPING.keyName().value(),
        new Placement("first", KeyType.RSA_2048, new UsageChoice.Unwrapping(OaepHash.SHA256)));
  }

  @Test
  void anAesTextIsNonceAndGcmUnderTheKeyItself() throws GeneralSecurityException {
    byte[] key = aesKey();
    byte[] body = Done.value(seal(TEXT, AAD)).body();

    assertThat(body).hasSize(12 + TEXT.length + 16);
    assertThat(gcm(Cipher.DECRYPT_MODE, key, Arrays.copyOf(body, 12), tail(body))).isEqualTo(TEXT);
  }

  @Test
  void opensAnAesTextThatAVaultMade() throws GeneralSecurityException {
    byte[] key = aesKey();
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, nonce, TEXT);
    byte[] body = Arrays.copyOf(nonce, 12 + sealed.length);
    System.arraycopy(sealed, 0, body, 12, sealed.length);

    assertThat(opened(new Ciphertext(1, body), AAD)).isEqualTo("text");
    assertThat(Done.error(open(new Ciphertext(1, body), new byte[0])))
        .isInstanceOf(KeyringError.CannotOpen.class);
    assertThat(Done.error(open(new Ciphertext(1, new byte[27]), AAD)))
        .isInstanceOf(KeyringError.InvalidCiphertext.class);
  }

  @Test
  void everyTextCountsAgainstTheBudget() throws GeneralSecurityException {
    aesKey();
    bridge.hsm(0).forgetCalls();
    bridge.counts().fail();

    assertThat(Done.error(seal(TEXT, AAD))).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).calls()).doesNotContain("wrap");
  }

  @Test
  void anRsaTextIsPlainOaepWithSha256() throws GeneralSecurityException {
    KeyPair pair = rsaPair();
    take(KeyType.RSA_2048, pair.getPrivate().getEncoded());

    Ciphertext made = Done.value(seal(TEXT, new byte[0]));

    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", new MGF1ParameterSpec("SHA-256"), PSource.PSpecified.DEFAULT));
    assertThat(cipher.doFinal(made.body())).isEqualTo(TEXT);
    assertThat(opened(made, new byte[0])).isEqualTo("text");
    assertThat(Done.error(seal(TEXT, AAD)).text()).contains("associated data");
    assertThat(Done.error(seal(new byte[191], new byte[0])).text()).contains("at most 190 bytes");
  }

  private static KeyPair rsaPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private byte[] aesKey() throws GeneralSecurityException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    take(KeyType.AES_256, key);
    return key;
  }

  private void take(KeyType type, byte[] key) throws GeneralSecurityException {
    PublicKeyInfo receiver = Done.value(bridge.applicationKeys().wrappingKey(anyone()));
    Octets wrapped = Octets.copyOf(FakeTransfer.wrap(key, receiver, OaepHash.SHA256, random));
    Done.value(
        bridge
            .applicationKeys()
            .importKey(
                anyone(),
                APP,
                new ApplicationKeys.Import(
                    type, wrapped, OaepHash.SHA256, false, Optional.empty())));
  }

  private CompletionStage<Ciphertext> seal(byte[] text, byte[] aad) {
    return bridge
        .service()
        .encrypt(anyone(), APP, SecretBytes.copyOf(text), aad, OptionalInt.empty());
  }

  private CompletionStage<SecretBytes> open(Ciphertext text, byte[] aad) {
    return bridge.service().decrypt(anyone(), APP, text.toString(), aad);
  }

  private String opened(Ciphertext text, byte[] aad) {
    return FakeBridge.text(Done.value(open(text, aad)));
  }

  private static byte[] tail(byte[] body) {
    return Arrays.copyOfRange(body, 12, body.length);
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(AAD);
    return cipher.doFinal(input);
  }
}
