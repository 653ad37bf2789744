package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.hsm.cryptoki.Mechanism.AesGcm;
import io.sealbridge.hsm.cryptoki.Mechanism.AesGcmTokenIv;
import io.sealbridge.hsm.cryptoki.Mechanism.IvPlace;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AES-GCM on tokens that make the IV themselves, and on tokens that only should. */
class TokenMadeIvIT {
  private static final Octets AAD = Octets.copyOf("root/1".getBytes(StandardCharsets.US_ASCII));
  private static final byte[] DATA_KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path directory;

  private ForwardingLibrary faults;
  private CryptokiModule module;
  private CryptokiSession session;
  private ObjectHandle key;

  @BeforeEach
  void logIn() throws IOException {
    TestToken token = SoftHsmDirectory.create(directory, "soft token");
    faults = ForwardingLibrary.install(directory.resolve("forward"), token.library());
    module = token.load(faults.library());
    session = token.loggedIn(module);
    key =
        session.generateKey(
            new Mechanism.AesKeyGen(32), KeyTemplates.tokenAes("root-v1", new byte[] {1}));
  }

  @AfterEach
  void finalise() {
    session.close();
    module.close();
  }

  @Test
  void readsTheIvBackFromTheBuffer() {
    faults.makeIv(IvPlace.BUFFER);
    AesGcmTokenIv gcm = new AesGcmTokenIv(12, AAD, 128, IvPlace.BUFFER);

    Encrypted first = encrypt(gcm);
    Encrypted second = encrypt(gcm);

    assertThat(first.iv()).hasSize(12).isNotEqualTo(second.iv());
    assertThat(first.bytes()).hasSize(DATA_KEY.length + 16);
    assertOpens(first);
    assertOpens(second);
  }

  @Test
  void readsTheIvBackFromBehindTheTag() {
    faults.makeIv(IvPlace.AFTER_TAG);
    AesGcmTokenIv gcm = new AesGcmTokenIv(16, AAD, 128, IvPlace.AFTER_TAG);

    Encrypted first = encrypt(gcm);
    Encrypted second = encrypt(gcm);

    assertThat(first.iv()).hasSize(16).isNotEqualTo(second.iv());
    assertThat(first.bytes()).hasSize(DATA_KEY.length + 16);
    assertOpens(first);
    assertOpens(second);
  }

  @Test
  void tellsTheIvThatTheTokenPutInPlaceOfTheHosts() {
    faults.makeIv(IvPlace.BUFFER);
    byte[] hosts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    Encrypted encrypted = encrypt(AesGcm.of(hosts, AAD.bytes()));

    assertThat(encrypted.iv()).isNotEqualTo(hosts);
    assertOpens(encrypted);
  }

  @Test
  void refusesAnIvOfZerosThatTheTokenNeverTouched() {
    assertThatThrownBy(() -> encrypt(new AesGcmTokenIv(12, AAD, 128, IvPlace.BUFFER)))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("made no IV");
  }

  @Test
  void refusesALengthThatSpeaksOfAnotherPlace() {
    assertThatThrownBy(() -> encrypt(new AesGcmTokenIv(16, AAD, 128, IvPlace.AFTER_TAG)))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("gave 32 bytes")
        .hasMessageContaining("gives 48");

    faults.makeIv(IvPlace.AFTER_TAG);

    assertThatThrownBy(() -> encrypt(AesGcm.of(new byte[12], AAD.bytes())))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("gave 48 bytes")
        .hasMessageContaining("gives 32");
  }

  private Encrypted encrypt(Mechanism.Cipher mechanism) {
    try (SecretBytes dataKey = SecretBytes.copyOf(DATA_KEY)) {
      return session.encrypt(mechanism, key, dataKey);
    }
  }

  private void assertOpens(Encrypted encrypted) {
    AesGcm gcm = AesGcm.of(encrypted.iv(), AAD.bytes());
    try (SecretBytes opened = session.decrypt(gcm, key, encrypted.bytes())) {
      assertThat(opened.<byte[]>use(bytes -> Arrays.copyOf(bytes, bytes.length)))
          .isEqualTo(DATA_KEY);
    }
  }
}
