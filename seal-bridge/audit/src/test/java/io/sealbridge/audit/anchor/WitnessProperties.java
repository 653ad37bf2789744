package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class WitnessProperties {
  private static final String ORIGIN = "prod/bridge-0";

  /** A checkpoint of one of two histories, asked for from some old size on. */
  record Move(boolean other, int size, int oldSize) {}

  private final WitnessKey key =
      WitnessKey.parse("witness.example", WitnessKey.make(new SecureRandom()));

  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @BeforeTry
  void begin() throws IOException {
    folder = Files.createTempDirectory("witness");
  }

  @AfterTry
  void end() throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  @Property(tries = 100)
  void whatItSignsIsOneHistoryThatGrows(
      @ForAll @IntRange(max = 20) int common,
      @ForAll @Size(min = 1, max = 25) List<@IntRange(max = 0x7FFFFF) Integer> moves)
      throws IOException {
    // given
    SoftwareLog one = new SoftwareLog(ORIGIN, folder.resolve("one"));
    one.growTo(common, "a");
    SoftwareLog two = one.copy(common, folder.resolve("two"));
    one.growTo(40, "a");
    two.growTo(40, "b");
    List<Checkpoint> signed = new ArrayList<>();

    // when
    try (WitnessStore store = WitnessStore.open(folder.resolve("state"))) {
      WitnessedLog log = new WitnessedLog(ORIGIN, List.of(one.key()));
      for (int move : moves) {
        // A witness that was just started has to know all that it needs.
        Witness witness = Witness.open(key, List.of(log), store, Clock.systemUTC());
        SoftwareLog from = (move & 1) == 0 ? one : two;
        int size = 1 + (move >> 1) % 40;
        SoftwareLog then = from.copy(size, folder.resolve("then" + move));
        then.growTo(size, "");
        int oldSize = (move & 0x4000) == 0 ? lastSize(signed) : (move >> 8) % 41;
        AddCheckpoint request =
            oldSize <= size
                ? then.request(oldSize)
                : new AddCheckpoint(oldSize, List.of(), then.newest().orElseThrow());
        if (witness.add(request.body()) instanceof WitnessAnswer.Cosigned) {
          signed.add(then.checkpoint(size));
        }
      }
    }

    // then
    assertThat(signed).isSortedAccordingTo((a, b) -> Long.compare(a.size(), b.size()));
    assertThat(
            signed.stream().allMatch(checkpoint -> isOf(one, checkpoint))
                || signed.stream().allMatch(checkpoint -> isOf(two, checkpoint)))
        .as("all of %s are of one history", signed)
        .isTrue();
  }

  private static int lastSize(List<Checkpoint> signed) {
    return signed.isEmpty() ? 0 : (int) signed.getLast().size();
  }

  private static boolean isOf(SoftwareLog log, Checkpoint checkpoint) {
    return log.checkpoint((int) checkpoint.size()).equals(checkpoint);
  }
}
