package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.aes;
import static io.sealbridge.keyring.fake.FakeBridge.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.fake.FakeBridge;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
  @ParameterizedTest
  @EnumSource(OaepHash.class)
  void opensWhatWasSealedForAnRsaKey(OaepHash hash) {
    FakeBridge bridge = FakeBridge.over("primary");
    bridge.create("root", rsa("primary", hash));

    assertThat(bridge.open("root", bridge.seal("root", "secret"))).isEqualTo("secret");
  }

  @Test
  void aVersionHeldByTwoHsmsOpensWithEitherGone() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), rsa("second", OaepHash.SHA256));
    String ciphertext = bridge.seal("root", "secret");

    bridge.hsm(0).goAway();
    assertThat(bridge.open("root", ciphertext)).isEqualTo("secret");
    bridge.hsm(0).comeBack();
    bridge.hsm(1).goAway();
    assertThat(bridge.open("root", ciphertext)).isEqualTo("secret");
  }

  @Test
  void triesTheNextHsmWhenOneFailsUnderWay() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), aes("second"));
    String ciphertext = bridge.seal("root", "secret");

    bridge.hsm(0).failNext("unwrap", new HsmFault.Busy("queue full", Duration.ofSeconds(1)));

    assertThat(bridge.open("root", ciphertext)).isEqualTo("secret");
  }

  @Test
  void anHsmThatIsReadyIsAskedFirst() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), aes("second"));
    String ciphertext = bridge.seal("root", "secret");
    bridge.hsm(0).goAway();
    bridge.hsm(0).forgetCalls();

    bridge.open("root", ciphertext);

    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  @Test
  void withEveryHsmGoneTheEnvelopeIsNotBlamed() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), rsa("second", OaepHash.SHA1));
    String ciphertext = bridge.seal("root", "secret");
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();

    assertThat(bridge.refusal("root", ciphertext))
        .isInstanceOfSatisfying(
            KeyringError.HsmUnavailable.class,
            error -> assertThat(error.fault()).isInstanceOf(HsmFault.Gone.class));
  }

  @Test
  void aFaultThatMayPassOutweighsOneThatStays() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), aes("second"));
    String ciphertext = bridge.seal("root", "secret");
    bridge.hsm(0).failNext("unwrap", new HsmFault.Refused("CKR_KEY_FUNCTION_NOT_PERMITTED"));
    bridge.hsm(1).failNext("unwrap", new HsmFault.Busy("queue full", Duration.ofSeconds(2)));

    assertThat(bridge.refusal("root", ciphertext).code()).isEqualTo("HSM_BUSY");
  }

  @Test
  void aKeyThatWasMovedUnderAnotherIdStillOpens() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    KeyState state = bridge.create("root", aes("first"), aes("second"));
    String ciphertext = bridge.seal("root", "secret");
    CkaId moved = CkaId.of(new byte[] {42});
    bridge.hsm(0).changeId("root-v1", moved);
    bridge.hsm(1).changeId("root-v1", moved);

    KeyVersion version = state.latest();
    List<Recipient> recipients =
        version.recipients().stream()
            .map(old -> new Recipient(old.hsm(), moved, old.type(), old.usage()))
            .toList();
    bridge
        .hsm(0)
        .putState(
            new KeyState(
                state.name(),
                state.purpose(),
                2,
                false,
                1,
                0,
                List.of(new KeyVersion(1, version.created(), version.layout(), recipients))));
    bridge.refresh();

    assertThat(bridge.open("root", ciphertext)).isEqualTo("secret");
  }

  @Test
  void withNoHintAnUnreachableHsmLeavesTheEnvelopeUnblamed() {
    FakeBridge bridge = FakeBridge.over("first", "second");
    bridge.create("root", aes("first"), aes("second"));
    String foreign = withKeyIdsCleared(bridge.seal("root", "secret"), 2);
    bridge.hsm(0).goAway();
    bridge.hsm(1).failNext("unwrap", new HsmFault.BadInput("CKR_ENCRYPTED_DATA_INVALID"));
    bridge.hsm(1).failNext("unwrap", new HsmFault.BadInput("CKR_ENCRYPTED_DATA_INVALID"));

    assertThat(bridge.refusal("root", foreign)).isInstanceOf(KeyringError.HsmUnavailable.class);
  }

  @Test
  void everyEnvelopeThatParsesAndDoesNotOpenHasOneTextAndOneCode() {
    for (boolean rsa : new boolean[] {false, true}) {
      FakeBridge bridge = FakeBridge.over("primary");
      bridge.create("root", rsa ? rsa("primary", OaepHash.SHA256) : aes("primary"));
      String ciphertext = bridge.seal("root", "secret");
      byte[] body = Ciphertext.parse(ciphertext).body();
      Set<String> answers = new HashSet<>();

      for (int at = 0; at < body.length; at++) {
        byte[] flipped = body.clone();
        flipped[at] ^= 1;
        KeyringError error = bridge.refusal("root", new Ciphertext(1, flipped).toString());
        if (!(error instanceof KeyringError.InvalidCiphertext)) {
          answers.add(error.code() + " " + error.text());
        }
      }

      assertThat(answers).containsExactly("CANNOT_OPEN cipher: message authentication failed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 32, 33, 64})
  void aDataKeyOfAnyOtherLengthOrValueIsAFailureLikeAnyOther(int length) {
    FakeBridge bridge = FakeBridge.withRootKey();
    String ciphertext = bridge.seal("root", "secret");
    bridge.hsm(0).unwrapNextTo(new byte[length]);

    assertThat(bridge.refusal("root", ciphertext))
        .isInstanceOf(KeyringError.CannotOpen.class)
        .extracting(KeyringError::text)
        .isEqualTo("cipher: message authentication failed");
  }

  @Test
  void whatLiesBehindAFailureIsForTheOperatorOnly() {
    FakeBridge bridge = FakeBridge.withRootKey();
    String ciphertext = bridge.seal("root", "secret");
    bridge.hsm(0).failNext("unwrap", new HsmFault.BadInput("C_Decrypt: CKR_DATA_LEN_RANGE"));

    KeyringError error = bridge.refusal("root", ciphertext);

    assertThat(error.text()).isEqualTo("cipher: message authentication failed");
    assertThat(error.seen())
        .hasValueSatisfying(seen -> assertThat(seen).contains("CKR_DATA_LEN_RANGE"));
  }

  private static String withKeyIdsCleared(String ciphertext, int recipients) {
    byte[] body = Ciphertext.parse(ciphertext).body();
    int at = 1 + 1 + 1 + 4 + 4 + 32 + 1;
    for (int i = 0; i < recipients; i++) {
      Arrays.fill(body, at, at + 16, (byte) 0);
      at += 80;
    }
    return new Ciphertext(1, body).toString();
  }
}
