package io.sealbridge.server.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.anchor.SoftwareLog;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.fake.InMemoryKeyUseLog;
import io.sealbridge.keyring.fake.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorKeeperTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @TempDir Path folder = Path.of("");

  private final MovableClock clock = new MovableClock();
  private final InMemoryKeyUseLog entries = new InMemoryKeyUseLog();
  private final List<String> alarms = new ArrayList<>();
  private final List<Long> sent = new ArrayList<>();
  private Optional<AnchorException> failure = Optional.empty();
  private Optional<AnchorAnswer.Conflict> conflict = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @SuppressWarnings("NullAway.Init")
  private AnchorKeeper.Parts parts;

  @BeforeEach
  void begin() {
    log = new SoftwareLog("prod/bridge-0", folder);
    parts =
        new AnchorKeeper.Parts(
            log,
            entries,
            (code, text) -> alarms.add(code + " " + text),
            clock,
            INTERVAL,
            new AtomicLong());
  }

  private AnchorKeeper keeper(String name) {
    return new AnchorKeeper(new Recorded(name), parts);
  }

  private final class Recorded implements Anchor {
    private final String name;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public AnchorAnswer send(SignedNote checkpoint) throws AnchorException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      sent.add(LogComparison.checkpoint(checkpoint).size());
      return conflict
          .<AnchorAnswer>map(found -> found)
          .orElseGet(() -> new AnchorAnswer.Taken(Optional.empty()));
    }

    @Override
    public Optional<AnchorAnswer.Conflict> conflict() {
      return conflict;
    }

    @Override
    public Optional<Checkpoint> accepted() {
      return Optional.empty();
    }
  }

  @Test
  void sendsWhatIsNewOnceInAnInterval() {
    // given
    AnchorKeeper keeper = keeper("a");
    keeper.look();
    log.growTo(3, "x");

    // when
    keeper.look();
    log.growTo(9, "x");
    keeper.look();

    // then
    assertThat(sent).containsExactly(3L);

    // when
    clock.advance(INTERVAL);
    keeper.look();

    // then
    assertThat(sent).containsExactly(3L, 9L);
    assertThat(entries.entries(KeyUseEntry.Anchored.class))
        .extracting(KeyUseEntry.Anchored::anchor, KeyUseEntry.Anchored::size)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", 3L),
            org.assertj.core.groups.Tuple.tuple("a", 9L));
  }

  @Test
  void doesNotAnchorWhatOnlyTellsOfAnchoring() {
    // given
    AnchorKeeper one = keeper("a");
    AnchorKeeper two = keeper("b");
    log.growTo(3, "x");

    // when
    one.look();
    two.look();
    for (int i = 0; i < 10; i++) {
      log.growTo(3 + entries.entries().size(), "anchored");
      clock.advance(INTERVAL);
      one.look();
      two.look();
    }

    // then
    assertThat(sent).hasSizeLessThanOrEqualTo(3);
    int before = sent.size();

    // when
    for (int i = 0; i < 10; i++) {
      log.growTo(4 + entries.entries().size(), "use and anchored");
      clock.advance(INTERVAL);
      one.look();
      two.look();
    }

    // then
    assertThat(sent.size() - before).isBetween(2, 4);
  }

  @Test
  void triesAgainLaterEachTime() {
    // given
    AnchorKeeper keeper = keeper("a");
    failure = Optional.of(new AnchorException("refused"));
    log.growTo(3, "x");
    int tries = 0;

    // when
    for (int second = 0; second < 600; second++) {
      long before = keeper.failed();
      keeper.look();
      tries += (int) (keeper.failed() - before);
      clock.advance(Duration.ofSeconds(1));
    }

    // then
    assertThat(tries).isBetween(12, 18);
    assertThat(keeper.trouble()).contains("refused");
    assertThat(keeper.behind()).isGreaterThan(Duration.ofSeconds(590));
    assertThat(alarms.getFirst()).isEqualTo("ANCHOR_UNREACHABLE anchor a: refused");

    // when
    failure = Optional.empty();
    clock.advance(INTERVAL);
    keeper.look();

    // then
    assertThat(keeper.trouble()).isEmpty();
    assertThat(keeper.behind()).isZero();
  }

  @Test
  void raisesAnAlarmWhenAnotherLogIsKnown() {
    // given
    conflict = Optional.of(new AnchorAnswer.Conflict("it knows more"));
    log.growTo(3, "x");

    // when
    AnchorKeeper keeper = keeper("a");
    keeper.look();

    // then
    assertThat(alarms.getFirst()).startsWith("ANCHOR_CONFLICT anchor a: it knows more; ");
    assertThat(keeper.trouble()).contains("it knows more");
    assertThat(entries.entries()).isEmpty();
  }

  @Test
  void isNotBehindWhenNothingIsNew() {
    // given
    AnchorKeeper keeper = keeper("a");
    log.growTo(3, "x");
    keeper.look();

    // when
    clock.advance(Duration.ofHours(1));
    keeper.look();

    // then
    assertThat(keeper.behind()).isZero();
    assertThat(sent).containsExactly(3L);
  }
}
