package io.sealbridge.keyring.registry;

import static io.sealbridge.keyring.fake.FakeBridge.aes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRegistryTest {
  private static final KeyName ROOT = new KeyName("root");
  private final FakeBridge bridge = FakeBridge.over("first", "second");
  private final KeyState created = bridge.create("root", aes("first"), aes("second"));

  @Test
  void theHighestSerialAmongReachableHsmsWins() {
    bridge.hsm(1).putState(withSerial(5, true));
    bridge.refresh();

    assertThat(bridge.registry().state(ROOT)).map(KeyState::serial).contains(5L);
    assertThat(bridge.alarms().all(Alarm.SerialBehind.class))
        .contains(new Alarm.SerialBehind(ROOT, "first", 1, 5));
  }

  @Test
  void aSerialLowerThanOneSeenIsRefusedAndReported() {
    String sealed = bridge.seal("root", "x");
    Done.value(bridge.administration().freeze("test", ROOT));
    bridge.refresh();
    bridge.hsm(0).putState(created);
    bridge.hsm(1).putState(created);

    bridge.restart();

    assertThat(bridge.registry().state(ROOT)).isEmpty();
    assertThat(bridge.refusal("root", sealed))
        .isEqualTo(new KeyringError.StateWentBack(ROOT, 1, 2));
    assertThat(bridge.alarms().all(Alarm.SerialWentBack.class))
        .contains(new Alarm.SerialWentBack(ROOT, "first", 1, 2));
  }

  @Test
  void whileTheHsmWithTheNewerStateIsGoneTheKnownStateGoesOnUntilItIsTooOld() {
    String sealed = bridge.seal("root", "x");
    bridge.hsm(0).putState(withSerial(2, false));
    bridge.refresh();
    bridge.hsm(0).goAway();
    bridge.refresh();

    assertThat(bridge.open("root", sealed)).isEqualTo("x");
    bridge.clock().advance(Duration.ofSeconds(61));
    assertThat(bridge.refusal("root", sealed))
        .isEqualTo(new KeyringError.StateWentBack(ROOT, 1, 2));
  }

  @Test
  void refusesEveryUseOfAStateThatIsTooOld() {
    String sealed = bridge.seal("root", "x");
    bridge.hsm(0).failNext("readStates", new HsmFault.Gone("C_FindObjects: CKR_DEVICE_ERROR"));
    bridge.hsm(1).failNext("readStates", new HsmFault.Gone("C_FindObjects: CKR_DEVICE_ERROR"));
    bridge.clock().advance(Duration.ofSeconds(61));

    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.StateStale.class);
    assertThat(bridge.open("root", sealed)).isEqualTo("x");
  }

  @Test
  void aStateThatVanishedFromEveryHsmAgesOut() {
    String sealed = bridge.seal("root", "x");
    bridge.hsm(0).forgetStates();
    bridge.hsm(1).forgetStates();
    bridge.clock().advance(Duration.ofSeconds(61));

    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.StateStale.class);
  }

  @Test
  void anUnknownVersionForcesARefreshBeforeItIsRefused() {
    Done.value(bridge.administration().rotate("another replica", ROOT));
    String sealed = bridge.seal("root", "x");
    assertThat(sealed).startsWith("vault:v1:");

    assertThat(bridge.refusal("root", sealed.replace("v1", "v2")).text())
        .contains("the envelope in it 1");
    assertThat(bridge.registry().state(ROOT)).map(KeyState::serial).contains(2L);
  }

  @Test
  void anUnknownKeyForcesARefreshBeforeItIsRefused() {
    Done.value(
        bridge
            .administration()
            .create(
                "another replica",
                new KeyName("new"),
                KeyPurpose.APPLICATION,
                List.of(aes("first"))));

    assertThat(bridge.seal("new", "x")).startsWith("vault:v1:");
  }

  @Test
  void doesNotCallAKeyUnknownWhileAnHsmIsUnread() {
    bridge.hsm(1).goAway();

    assertThat(Done.error(bridge.sealing("nil", "x"))).isInstanceOf(KeyringError.StateStale.class);
  }

  @Test
  void twoStatesOfOneSerialAreReportedAndTheOneInUseIsKept() {
    bridge.hsm(0).putState(withSerial(1, true));
    bridge.refresh();

    assertThat(bridge.registry().state(ROOT)).contains(created);
    assertThat(bridge.alarms().all(Alarm.SerialTwice.class))
        .contains(new Alarm.SerialTwice(ROOT, 1, List.of("first", "second")));
  }

  private KeyState withSerial(long serial, boolean frozen) {
    return new KeyState(ROOT, created.purpose(), serial, frozen, 1, 0, created.versions());
  }
}
