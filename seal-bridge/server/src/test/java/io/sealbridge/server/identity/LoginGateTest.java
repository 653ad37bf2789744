package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginGateTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_PEERS = 4096;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void letsFiveSecondsWorthOfLoginsInAtOnceAndThenTheRate() {
    // given
    LoginGate gate = new LoginGate(1000, 2, now::get);

    // then
    assertThat(passed(gate, "10.0.0.1:4000", 30)).isEqualTo(10);
    now.addAndGet(SECOND);
    assertThat(passed(gate, "10.0.0.1:4001", 30)).isEqualTo(2);
    assertThat(passed(gate, "10.0.0.2:4000", 30)).isEqualTo(10);
  }

  @Test
  void boundsWhatAllPeersAskForTogether() {
    // given
    LoginGate gate = new LoginGate(1, 1, now::get);

    // then
    assertThat(passed(gate, "10.0.0.1:1", 3)).isEqualTo(3);
    assertThat(passed(gate, "10.0.0.2:1", 3)).isEqualTo(2);
    assertThat(passed(gate, "10.0.0.3:1", 3)).isZero();
  }

  @Test
  void boundsTheLoginsInWork() {
    // given
    LoginGate gate = new LoginGate(1_000_000, 1_000_000, now::get);
    for (int i = 0; i < 16; i++) {
      assertThat(gate.enter("10.0.0.1:1")).isTrue();
    }

    // then
    assertThat(gate.enter("10.0.0.1:2")).isFalse();
    gate.leave("10.0.0.1:1");
    assertThat(gate.enter("10.0.0.1:2")).isTrue();
  }

  @Test
  void takesThePlaceOfANetworkForOneOfIpVersion6AndOfAUserForOneOfASocket() {
    // given
    LoginGate gate = new LoginGate(1000, 1, now::get);

    // then
    assertThat(passed(gate, "[2001:db8:1:2:3:4:5:6]:443", 9)).isEqualTo(5);
    assertThat(passed(gate, "[2001:db8:1:2:9:9:9:9]:443", 9)).isZero();
    assertThat(passed(gate, "[2001:db8:1:3:3:4:5:6]:443", 9)).isEqualTo(5);
    assertThat(passed(gate, "uid:1000", 9)).isEqualTo(5);
    assertThat(passed(gate, "uid:1001", 9)).isEqualTo(5);
  }

  @Test
  void knownPeersGoOnWhenNoMoreCanBeRemembered() {
    // given
    LoginGate gate = new LoginGate(1_000_000, 20, now::get);
    for (int i = 0; i < MOST_PEERS; i++) {
      assertThat(passed(gate, "10.0.%d.%d:1".formatted(i / 256, i % 256), 1)).isEqualTo(1);
    }

    // then
    assertThat(passed(gate, "10.0.0.0:2", 1)).isEqualTo(1);
    assertThat(passed(gate, "192.0.2.1:1", 1)).isZero();
    now.addAndGet(SECOND);
    assertThat(passed(gate, "192.0.2.1:1", 1)).isEqualTo(1);
  }

  private static int passed(LoginGate gate, String peer, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      if (gate.enter(peer)) {
        passed++;
        gate.leave(peer);
      }
    }
    return passed;
  }
}
