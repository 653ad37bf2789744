package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiledKeyUseLogTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"([^\"]*)\"");

  private final FaultyDisk disk = new FaultyDisk();

  @TempDir Path parent;
  Path directory;

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("key-use");
  }

  @Test
  void acknowledgesWhatIsInTheFile() throws IOException {
    try (TiledKeyUseLog log = open(settings())) {
      // when
      append(log, "one").join();

      // then
      assertThat(requestIds()).containsExactly("one");
      assertThat(log.meters().entries()).isEqualTo(1);
      assertThat(log.health()).isEqualTo(new KeyUseLogHealth.Writable());
    }
  }

  @Test
  void keepsFolderAndFilesPrivate() throws IOException {
    // given
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    // when
    try (TiledKeyUseLog _ = open(settings())) {
      // then
      assertThat(mode(directory)).isEqualTo("rwx------");
      assertThat(mode(first())).isEqualTo("rw-------");
    }
  }

  @Test
  void keepsEachThreadsOrderAndSharesSyncs() throws Exception {
    try (TiledKeyUseLog log = open(settings())) {
      // when
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(t -> Thread.ofPlatform().start(() -> appendMany(log, t + ".", 200)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }

      // then
      for (int t = 0; t < 8; t++) {
        String prefix = t + ".";
        assertThat(requestIds().stream().filter(id -> id.startsWith(prefix)))
            .isEqualTo(IntStream.range(0, 200).mapToObj(i -> prefix + i).toList());
      }
      assertThat(log.meters().entries()).isEqualTo(1600);
      assertThat(log.meters().batches()).isLessThan(1600);
    }
  }

  @Test
  void goesOnInTheSameFileAfterARestart() throws IOException {
    // given
    try (TiledKeyUseLog log = open(settings())) {
      append(log, "one").join();
    }

    // when
    try (TiledKeyUseLog log = open(settings())) {
      append(log, "two").join();
    }

    // then
    assertThat(requestIds()).containsExactly("one", "two");
    assertThat(JournalFolder.of(directory).files()).hasSize(1);
  }

  @Test
  void beginsANewFileWhenOneIsFull() throws IOException {
    // given
    KeyUseLogSettings small =
        new KeyUseLogSettings(
            directory, "bank/a", 10, 4096, Duration.ofSeconds(1), Duration.ofHours(1), 0);

    // when
    try (TiledKeyUseLog log = open(small)) {
      IntStream.range(0, 30).forEach(i -> append(log, "r" + i).join());
    }

    // then
    assertThat(JournalFolder.of(directory).files()).hasSizeGreaterThan(1);
    assertThat(requestIds()).isEqualTo(IntStream.range(0, 30).mapToObj(i -> "r" + i).toList());
  }

  @Test
  void refusesAFolderThatIsInUseAndNamesIt() {
    try (TiledKeyUseLog _ = open(settings())) {
      assertThatThrownBy(() -> open(settings()))
          .isInstanceOf(KeyUseLogException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by another process")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    // given
    Files.createFile(directory);

    // then
    assertThatThrownBy(() -> open(settings()))
        .isInstanceOf(KeyUseLogException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void writesWhatWaitsBeforeItCloses() throws IOException {
    // given
    TiledKeyUseLog log = open(settings());
    List<CompletableFuture<Void>> stages =
        IntStream.range(0, 100).mapToObj(i -> append(log, "r" + i)).toList();

    // when
    log.close();

    // then
    assertThat(stages).allSatisfy(stage -> assertThat(stage).isCompleted());
    assertThat(requestIds()).hasSize(100);
    assertThat(append(log, "late")).isCompletedExceptionally();
    assertThat(log.health()).isEqualTo(new KeyUseLogHealth.Closed());
  }

  @Test
  void refusesMoreEntriesThanMayWait() {
    // given
    KeyUseLogSettings two =
        new KeyUseLogSettings(
            directory, "bank/a", 2, 1 << 20, Duration.ofSeconds(1), Duration.ofHours(1), 0);
    try (TiledKeyUseLog log = open(two)) {
      disk.hang();

      // when
      List<CompletableFuture<Void>> stages = new ArrayList<>();
      while (stages.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
        stages.add(append(log, "r" + stages.size()));
      }
      disk.resume();

      // then
      assertThat(stages.getLast())
          .failsWithin(SOON)
          .withThrowableThat()
          .havingRootCause()
          .isInstanceOf(KeyUseLogException.class)
          .withMessageContaining("the disk is too slow");
      assertThat(stages.subList(0, stages.size() - 1))
          .allSatisfy(stage -> assertThat(stage).succeedsWithin(SOON));
      assertThat(log.meters().rejected()).isEqualTo(1);
    }
  }

  @Test
  void refusesEntriesWhileTheDiskIsFullAndLeavesNoTornLine() throws Exception {
    try (TiledKeyUseLog log = open(quick())) {
      // given
      append(log, "one").join();

      // when
      disk.leaveRoomFor(50);

      // then
      assertThat(append(log, "two"))
          .failsWithin(SOON)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(KeyUseLogException.class)
          .withMessageContaining("No space left on device")
          .withMessageContaining(directory.toString());
      assertThat(log.health()).isInstanceOf(KeyUseLogHealth.Failing.class);

      // when there is room again, and nobody appends
      disk.leaveRoomFor(1 << 20);
      await(() -> log.health() instanceof KeyUseLogHealth.Writable);

      // then
      append(log, "three").join();
      assertThat(requestIds()).containsExactly("one", "three");
      assertThat(JournalFolder.of(directory).files()).hasSize(1);
    }
  }

  @Test
  void leavesAFileWhoseSyncFailed() throws Exception {
    try (TiledKeyUseLog log = open(quick())) {
      // given
      append(log, "one").join();

      // when
      disk.failNextSync();

      // then
      assertThat(append(log, "two")).failsWithin(SOON);
      await(() -> log.health() instanceof KeyUseLogHealth.Writable);
      append(log, "three").join();
      assertThat(requestIds()).containsExactly("one", "three");
      assertThat(JournalFolder.of(directory).files()).hasSize(2);
    }
  }

  @Test
  void movesATornLineAsideAtTheStart() throws IOException {
    // given
    try (TiledKeyUseLog log = open(settings())) {
      append(log, "one").join();
    }
    Path file = first();
    long whole = Files.size(file);
    Files.writeString(file, Files.readString(file) + "{\"schema\":1,\"kind\":\"int");

    // when
    try (TiledKeyUseLog log = open(settings())) {
      append(log, "two").join();
    }

    // then
    assertThat(requestIds()).containsExactly("one", "two");
    assertThat(first().resolveSibling(first().getFileName() + ".torn-" + whole))
        .hasContent("{\"schema\":1,\"kind\":\"int");
  }

  private Path first() {
    return JournalFolder.of(directory).file(0);
  }

  private KeyUseLogSettings settings() {
    return KeyUseLogSettings.of(directory, "bank/a");
  }

  private KeyUseLogSettings quick() {
    return new KeyUseLogSettings(
        directory, "bank/a", 100, 1 << 20, Duration.ofMillis(20), Duration.ofHours(1), 0);
  }

  private TiledKeyUseLog open(KeyUseLogSettings settings) {
    return TiledKeyUseLog.open(settings, _ -> Durability.SYNCED, Clock.systemUTC(), disk);
  }

  private static CompletableFuture<Void> append(TiledKeyUseLog log, String requestId) {
    KeyUseEntry entry = Entries.intent(requestId);
    return log.append(entry).toCompletableFuture();
  }

  private static void appendMany(TiledKeyUseLog log, String prefix, int count) {
    List<CompletableFuture<Void>> stages =
        IntStream.range(0, count).mapToObj(i -> append(log, prefix + i)).toList();
    stages.forEach(CompletableFuture::join);
  }

  private List<String> requestIds() throws IOException {
    List<String> ids = new ArrayList<>();
    LogEntries.read(
        directory,
        (index, entry) -> {
          Matcher matcher = REQUEST_ID.matcher(new String(entry, StandardCharsets.US_ASCII));
          assertThat(matcher.find()).isTrue();
          ids.add(matcher.group(1));
        });
    return ids;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
