package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import org.junit.jupiter.api.Test;

class WrapBudgetTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final long SHARE = (1L << 32) / FakeBridge.MAX_REPLICAS;
  private final FakeBridge bridge = FakeBridge.withRootKey();

  @Test
  void countsBeforeItWraps() {
    bridge.seal("root", "x");

    assertThat(bridge.counts().reserved(ROOT, 1)).isPositive();
  }

  @Test
  void aSpentVersionSealsNoMoreAndStillOpens() {
    String sealed = bridge.seal("root", "x");
    bridge.counts().set(ROOT, 1, SHARE);
    bridge.restart();
    bridge.hsm(0).forgetCalls();

    assertThat(Done.error(bridge.sealing("root", "x")))
        .isEqualTo(new KeyringError.BudgetSpent(ROOT, 1));
    assertThat(bridge.hsm(0).calls()).doesNotContain("wrap");
    assertThat(bridge.open("root", sealed)).isEqualTo("x");
  }

  @Test
  void aNewVersionHasABudgetOfItsOwn() {
    bridge.counts().set(ROOT, 1, SHARE);
    bridge.restart();

    Done.value(bridge.service().rotate(anyone(), ROOT));

    assertThat(bridge.seal("root", "x")).startsWith("vault:v2:");
  }

  @Test
  void advisesARotationAtHalf() {
    bridge.counts().set(ROOT, 1, SHARE / 2 - 1);
    bridge.restart();
    assertThat(Done.value(bridge.service().describe(anyone(), ROOT)).rotationAdvised()).isFalse();

    bridge.seal("root", "x");

    assertThat(Done.value(bridge.service().describe(anyone(), ROOT)).rotationAdvised()).isTrue();
    assertThat(bridge.alarms().all(Alarm.RotationAdvised.class))
        .containsExactly(new Alarm.RotationAdvised(ROOT, 1));
  }

  @Test
  void aRestartGivesUpTheRestOfABlockAndRepeatsNothing() {
    bridge.seal("root", "x");
    long first = bridge.counts().reserved(ROOT, 1);

    bridge.restart();
    bridge.seal("root", "x");

    assertThat(bridge.counts().reserved(ROOT, 1)).isEqualTo(2 * first);
  }

  @Test
  void doesNotSealWithACountThatCannotBeKept() {
    bridge.counts().fail();
    bridge.hsm(0).forgetCalls();

    assertThat(Done.error(bridge.sealing("root", "x")))
        .isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).calls()).doesNotContain("wrap");
  }

  @Test
  void rsaHasNoBudget() {
    bridge.create("other", rsa("primary", OaepHash.SHA256));

    bridge.seal("other", "x");

    assertThat(bridge.counts().reserved(new KeyName("other"), 1)).isZero();
  }
}
