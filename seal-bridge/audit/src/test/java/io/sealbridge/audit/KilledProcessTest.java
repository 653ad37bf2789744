package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log in a process of its own, which ends as processes do at the worst time. */
class KilledProcessTest {
  private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"([^\"]*)\"");

  @TempDir Path parent;

  @Test
  void hasEveryAcknowledgedEntryAfterKill9() throws Exception {
    // given
    Path directory = parent.resolve("key-use");
    Set<String> acknowledged = new LinkedHashSet<>();

    // when killed in the middle of appends, twice
    for (int round = 0; round < 2; round++) {
      Process process = start("exec", directory, Long.MAX_VALUE);
      try (BufferedReader lines = process.inputReader()) {
        for (int seen = 0; seen < 500; seen++) {
          acknowledged.add(lines.readLine());
        }
        // Process.destroyForcibly would close the stream that still holds what was acknowledged.
        process.toHandle().destroyForcibly();
        lines.lines().filter(line -> line.startsWith("r")).forEach(acknowledged::add);
      }
      process.waitFor();
    }

    // then
    assertThat(acknowledged).allMatch(line -> line.startsWith("r"));
    try (TiledKeyUseLog _ =
        TiledKeyUseLog.open(
            KeyUseLogSettings.of(directory, "bank/a"), _ -> Durability.SYNCED, Clock.systemUTC())) {
      assertThat(requestIds(directory)).containsAll(acknowledged);
    }
  }

  @Test
  void goesOnInANewFileWhenTheOldOneMayNotGrow() throws Exception {
    // given
    Path directory = parent.resolve("key-use");

    // when the system refuses to let a file grow beyond 32 KiB, in the middle of a line
    Process process = start("ulimit -f 64; exec", directory, 2000);
    Set<String> told;
    try (BufferedReader lines = process.inputReader()) {
      told = new LinkedHashSet<>(lines.lines().toList());
    }

    // then
    assertThat(process.waitFor()).isZero();
    assertThat(told).anyMatch(line -> line.startsWith("failed") && line.contains("too large"));
    assertThat(JournalFolder.of(directory).files()).hasSizeGreaterThan(1);
    told.removeIf(line -> !line.startsWith("r"));
    assertThat(told).isNotEmpty();
    assertThat(requestIds(directory)).containsAll(told);
  }

  private static Process start(String prefix, Path directory, long count) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            prefix + " \"$0\" \"$@\"",
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            directory.toString(),
            Long.toString(count))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Set<String> requestIds(Path directory) throws IOException {
    Set<String> ids = new HashSet<>();
    LogEntries.read(
        directory,
        (index, entry) -> {
          Matcher matcher = REQUEST_ID.matcher(new String(entry, StandardCharsets.US_ASCII));
          assertThat(matcher.find()).isTrue();
          ids.add(matcher.group(1));
        });
    return ids;
  }
}
