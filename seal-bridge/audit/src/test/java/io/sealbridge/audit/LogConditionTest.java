package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConditionTest {
  @TempDir Path parent;
  Path directory;

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("key-use");
  }

  @Test
  void tellsAbsentInUseAndFree() {
    assertThat(LogCondition.of(directory)).isEqualTo(new LogCondition.Absent());
    assertThat(directory).doesNotExist();
    try (TiledKeyUseLog log = open()) {
      log.append(Entries.intent("one")).toCompletableFuture().join();
      assertThat(LogCondition.of(directory))
          .isEqualTo(new LogCondition.InUse(Long.toString(ProcessHandle.current().pid())));
    }
    assertThat(LogCondition.of(directory)).isEqualTo(new LogCondition.Free(1, Optional.empty()));
  }

  @Test
  void tellsATornLineAndLeavesIt() throws IOException {
    // given
    open().close();
    Path file = JournalFolder.of(directory).file(0);
    Files.writeString(file, "{\"schema");

    // then
    assertThat(LogCondition.of(directory)).isEqualTo(new LogCondition.Free(1, Optional.of(file)));
    assertThat(file).hasContent("{\"schema");
  }

  private TiledKeyUseLog open() {
    return TiledKeyUseLog.open(
        KeyUseLogSettings.of(directory, "bank/a"), _ -> Durability.SYNCED, Clock.systemUTC());
  }
}
