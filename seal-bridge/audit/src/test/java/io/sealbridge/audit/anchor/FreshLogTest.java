package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyUseEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshLogTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:20:30.5Z");
  private static final String BASE = "prod/bridge-0";

  @TempDir Path folder = Path.of("");

  @Test
  void putsTheOldLogAsideAndRemembersIt() throws Exception {
    // given
    Path directory = folder.resolve("key-use");
    SoftwareLog old = new SoftwareLog(BASE, directory);
    Files.createDirectory(directory);
    Files.writeString(directory.resolve("checkpoint"), old.growTo(3, "a").note());
    Files.writeString(directory.resolve("origin"), BASE + "\n");

    // when
    FreshLog fresh = FreshLog.begin(directory, BASE, "restored\nfrom = backup", "alice", NOW);

    // then
    assertThat(fresh)
        .isEqualTo(
            new FreshLog(BASE + "/2", Optional.of(folder.resolve("key-use.20261126T102030Z"))));
    assertThat(folder.resolve("key-use.20261126T102030Z/checkpoint")).exists();
    assertThat(FreshLog.origin(directory)).contains(BASE + "/2");
    assertThat(FreshLog.begun(directory))
        .contains(
            new KeyUseEntry.NewLog(
                "restored\nfrom = backup",
                "alice",
                Optional.of(new KeyUseEntry.OldLog(BASE, 3, old.checkpoint(3).root().base64()))));
    assertThat(Files.getPosixFilePermissions(directory)).hasSize(3);
  }

  @Test
  void countsOn() throws Exception {
    Path directory = folder.resolve("key-use");
    FreshLog.begin(directory, BASE, "one", "alice", NOW);

    FreshLog second = FreshLog.begin(directory, BASE, "two", "alice", NOW);
    FreshLog renamed =
        FreshLog.begin(directory, "other/node", "three", "alice", NOW.plusSeconds(1));

    assertThat(second.origin()).isEqualTo(BASE + "/3");
    assertThat(renamed.origin()).isEqualTo("other/node");
  }

  @Test
  void beginsWhereNoFolderIs() throws Exception {
    FreshLog fresh = FreshLog.begin(folder.resolve("key-use"), BASE, "lost", "alice", NOW);

    assertThat(fresh).isEqualTo(new FreshLog(BASE + "/2", Optional.empty()));
    assertThat(FreshLog.begun(folder.resolve("key-use")).orElseThrow().old()).isEmpty();
    assertThat(FreshLog.begun(folder)).isEmpty();
  }
}
