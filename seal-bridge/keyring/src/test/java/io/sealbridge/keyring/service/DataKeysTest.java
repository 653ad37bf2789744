package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DataKeysTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final byte[] NONE = new byte[0];
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @Test
  void theSealedKeyOpensToTheOneThatIsShown() {
    makeRoot();

    DataKeys.DataKey made = Done.value(make(anyone(), 256, true));

    try (SecretBytes shown = made.plaintext().orElseThrow();
        SecretBytes opened =
            Done.value(
                bridge.service().decrypt(anyone(), ROOT, made.ciphertext().toString(), NONE))) {
      assertThat(shown.length()).isEqualTo(32);
      boolean same = shown.use(a -> opened.use(b -> Arrays.equals(a, b)));
      assertThat(same).isTrue();
    }
    assertThat(bridge.hsm(0).calls()).contains("random");
  }

  @Test
  void aKeyThatIsNotToBeShownIsNot() {
    makeRoot();

    assertThat(Done.value(make(anyone(), 128, false)).plaintext()).isEmpty();
    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.operation()).isEqualTo(Operation.DATAKEY);
  }

  @Test
  void toSeeItNeedsTheGrantToDecrypt() {
    makeRoot();
    Caller maker = caller(Grant.ofKeys(Set.of(ROOT), Set.of(Operation.DATAKEY)));

    assertThat(Done.error(make(maker, 256, true))).isInstanceOf(KeyringError.Denied.class);
    assertThat(Done.value(make(maker, 256, false)).ciphertext().version()).isEqualTo(1);
  }

  @Test
  void otherLengthsAreRefused() {
    makeRoot();

    assertThat(Done.error(make(anyone(), 192, false)).text()).isEqualTo("invalid bit length");
  }

  @Test
  void withoutAnOutcomeThereIsNoKey() {
    makeRoot();
    bridge.log().failFor(KeyUseEntry.Outcome.class);

    assertThat(Done.error(make(anyone(), 256, true)))
        .isInstanceOf(KeyringError.LogUnavailable.class);
  }

  @Test
  void randomBytesComeFromAnyHsm() {
    bridge.hsm(0).failNext("random", new HsmFault.Gone("C_GenerateRandom"));

    try (SecretBytes bytes = Done.value(random(anyone(), 40))) {
      assertThat(bytes.length()).isEqualTo(40);
    }
    assertThat(bridge.hsm(1).calls()).contains("random");
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();
    assertThat(Done.error(random(anyone(), 40))).isInstanceOf(KeyringError.HsmUnavailable.class);
  }

  @Test
  void randomNeedsAGrantAndALength() {
    assertThat(Done.error(random(caller(Grant.ofEveryKey(Set.of(Operation.READ))), 1)))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(Done.error(random(anyone(), 0))).isInstanceOf(KeyringError.InvalidInput.class);
    assertThat(Done.error(random(anyone(), DataKeys.MAX_RANDOM_BYTES + 1)))
        .isInstanceOf(KeyringError.InvalidInput.class);
  }

  private void makeRoot() {
    bridge.create("root", FakeBridge.aes("first"));
  }

  private CompletionStage<DataKeys.DataKey> make(Caller caller, int bits, boolean shown) {
    return bridge.service().dataKeys().make(caller, ROOT, bits, NONE, OptionalInt.empty(), shown);
  }

  private CompletionStage<SecretBytes> random(Caller caller, int length) {
    return bridge.service().dataKeys().random(caller, length);
  }
}
