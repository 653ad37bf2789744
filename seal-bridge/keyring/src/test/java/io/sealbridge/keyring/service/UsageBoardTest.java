package io.sealbridge.keyring.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.fake.InMemoryKeyUseLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsageBoardTest {
  private static final KeyName APP = new KeyName("app");
  private static final Instant STARTED = Instant.ofEpochSecond(1);
  private final InMemoryKeyUseLog log = new InMemoryKeyUseLog();
  private final UsageBoard board = new UsageBoard(log, Clock.fixed(STARTED, ZoneOffset.UTC));

  @Test
  void showsTheLastUseOfEachVersion() {
    board.append(outcome(1, "ok", 10, "early"));
    board.append(outcome(1, "ok", 30, "late"));
    board.append(outcome(1, "ok", 20, "between"));
    board.append(outcome(2, "ok", 5, "other"));

    assertThat(board.uses(APP))
        .containsOnlyKeys(1, 2)
        .containsEntry(
            1,
            new TreeMap<>(
                Map.of(
                    Operation.SIGN,
                    new UsageBoard.LastUse(Instant.ofEpochSecond(30), "late", Operation.SIGN))));
    assertThat(board.uses(new KeyName("none"))).isEmpty();
    assertThat(log.entries()).hasSize(4);
  }

  @Test
  void keepsTheLastUseForEachOperation() {
    board.append(outcome(Operation.DECRYPT, 1, "ok", 10, "vault"));
    board.append(outcome(Operation.ENCRYPT, 1, "ok", 20, "vault"));

    assertThat(board.uses(APP).get(1)).containsOnlyKeys(Operation.ENCRYPT, Operation.DECRYPT);
    assertThat(board.since()).isEqualTo(STARTED);
  }

  @Test
  void whatFailedOrIsNotDurableIsNoUse() {
    board.append(outcome(1, "KEY_FROZEN", 10, "refused"));
    log.failFor(KeyUseEntry.Outcome.class);
    board.append(outcome(1, "ok", 20, "withheld"));

    assertThat(board.uses(APP)).isEmpty();
  }

  @Test
  void forgetsWhatWasUsedLongestAgo() {
    for (int version = 1; version <= UsageBoard.MAX_VERSIONS + 1; version++) {
      board.append(outcome(version, "ok", version, "somebody"));
    }

    assertThat(board.uses(APP)).hasSize(UsageBoard.MAX_VERSIONS).doesNotContainKey(1);
  }

  private static KeyUseEntry.Outcome outcome(
      int version, String result, long second, String identity) {
    return outcome(Operation.SIGN, version, result, second, identity);
  }

  private static KeyUseEntry.Outcome outcome(
      Operation operation, int version, String result, long second, String identity) {
    return new KeyUseEntry.Outcome(
        Instant.ofEpochSecond(second),
        "request-1",
        operation,
        APP,
        version,
        identity,
        "token:abc",
        "127.0.0.1",
        result,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }
}
