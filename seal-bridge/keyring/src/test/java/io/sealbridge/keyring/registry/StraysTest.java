package io.sealbridge.keyring.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.fake.FakeBridge;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Discovery never activates: what nobody's state names is reported and left alone. */
class StraysTest {
  private static final CkaId PLANTED = CkaId.of(new byte[] {66});
  private final FakeBridge bridge = FakeBridge.withRootKey();
  private final String sealed = bridge.seal("root", "secret");

  @Test
  void aPlantedNextVersionIsReportedAndNeverUsed() {
    bridge.hsm(0).plant("root-v2", PLANTED);
    bridge.restart();

    assertThat(bridge.registry().strays())
        .extracting(stray -> stray.attributes().label())
        .containsExactly("root-v2");
    assertThat(bridge.alarms().all(Alarm.StrayObject.class))
        .containsExactly(new Alarm.StrayObject("primary", "root-v2", PLANTED));
    assertThat(bridge.seal("root", "x")).startsWith("vault:v1:");
    assertThat(bridge.refusal("root", sealed.replace("v1", "v2")).code())
        .isEqualTo("VERSION_UNKNOWN");
  }

  @Test
  void anotherObjectWithAVersionsLabelDoesNotStopDecrypts() {
    bridge.hsm(0).plant("root-v1", PLANTED);
    bridge.restart();

    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
    assertThat(bridge.registry().strays())
        .extracting(stray -> stray.attributes().id())
        .containsExactly(PLANTED);
  }

  @Test
  void aSecondObjectWithLabelAndIdOfAVersionIsReported() {
    CkaId named = bridge.registry().states().getFirst().latest().recipients().getFirst().id();
    bridge.hsm(0).plant("root-v1", named);
    bridge.restart();

    assertThat(bridge.registry().strays()).hasSize(1);
    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
  }

  @Test
  void otherProgramsKeysAreNoneOfOurBusiness() {
    bridge.hsm(0).plant("tls-key", PLANTED);
    bridge.hsm(0).plant("Some Key-v1", CkaId.of(new byte[] {67}));
    bridge.restart();

    assertThat(bridge.registry().strays()).isEmpty();
  }

  @Test
  void aStrayThatIsStillThereRaisesNoSecondAlarm() {
    bridge.hsm(0).plant("root-v2", PLANTED);
    bridge.clock().advance(Duration.ofMinutes(2));
    bridge.refresh();
    bridge.clock().advance(Duration.ofMinutes(2));
    bridge.refresh();

    assertThat(bridge.alarms().all(Alarm.StrayObject.class)).hasSize(1);
  }

  @Test
  void objectsAreNotListedAtEveryRefresh() {
    bridge.hsm(0).forgetCalls();

    bridge.refresh();
    bridge.refresh();

    assertThat(bridge.hsm(0).calls()).containsOnly("readStates");
  }
}
