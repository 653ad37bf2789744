package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree over the journal: what is signed, and what a start makes of what it finds. */
class SignedLogTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String ORIGIN = "bank/bridge-0";

  private final SoftwareSigner signer = new SoftwareSigner();

  @TempDir Path parent;
  Path directory;

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("key-use");
  }

  @Test
  void answersASignedUseOnceACheckpointCoversIt() throws Exception {
    try (TiledKeyUseLog log = open(Durability.SIGNED)) {
      // given
      CompletableFuture<Void> use = append(log, "one");
      assertThat(log.newestCheckpoint()).isEmpty();

      // when
      log.signBy(signer);

      // then
      assertThat(use).succeedsWithin(SOON);
      assertThat(published().size()).isEqualTo(1);
      assertThat(signer.key(ORIGIN).signed(note())).isTrue();
      assertThat(Files.readString(directory.resolve("keys")))
          .isEqualTo(signer.key(ORIGIN).vkey() + "\n");
      assertThat(Files.readString(directory.resolve("origin"))).isEqualTo(ORIGIN + "\n");
    }
  }

  @Test
  void refusesASignedUseWhileTheHsmDoesNotSignAndKeepsItsEntry() throws Exception {
    try (TiledKeyUseLog log = open(Durability.SIGNED)) {
      // given
      signer.fail();
      log.signBy(signer);

      // when
      CompletableFuture<Void> use = append(log, "one");

      // then
      assertThat(use)
          .failsWithin(SOON)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(KeyUseLogException.class)
          .withMessageContaining("could not be signed: the HSM is gone");
      assertThat(log.signing()).isInstanceOf(SigningState.Failing.class);

      // when the HSM is back
      signer.recover();

      // then
      assertThat(append(log, "two")).succeedsWithin(SOON);
      assertThat(published().size()).isEqualTo(2);
    }
  }

  @Test
  void goesOnUnsignedWhereThereIsNoKey() {
    try (TiledKeyUseLog log = open(Durability.SIGNED)) {
      // given
      log.signBy(_ -> CompletableFuture.completedFuture(Optional.empty()));

      // then
      assertThat(append(log, "one")).succeedsWithin(SOON);
      assertThat(log.signing()).isEqualTo(new SigningState.NoKey(Optional.empty()));
      assertThat(directory.resolve("checkpoint")).doesNotExist();
    }
  }

  /** The tree's thread must not wait for room in a queue that only it empties. */
  @Test
  void goesOnWhenASignatureIsThereAtOnceAndMoreWasWrittenMeanwhileThanTheTreeHasRoomFor() {
    CountDownLatch full = new CountDownLatch(1);
    try (TiledKeyUseLog log = open(Durability.HANDED_OVER)) {
      // given
      log.signBy(
          text -> {
            awaitUninterruptibly(full);
            return signer.sign(text);
          });

      // when the writer has to wait for the tree, each entry being a batch of its own
      CompletableFuture<Void> last = append(log, "first");
      for (int i = 0; completes(last); i++) {
        last = append(log, "r" + i);
      }
      full.countDown();

      // then
      assertThat(last).succeedsWithin(SOON);
      assertThat(append(log, "behind")).succeedsWithin(SOON);
    }
  }

  private static boolean completes(CompletableFuture<Void> durable) {
    return durable
        .copy()
        .completeOnTimeout(null, 1, TimeUnit.SECONDS)
        .thenApply(_ -> durable.isDone())
        .join();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 600})
  void hasTheTreeOfItsEntriesAlsoAfterRestarts(int entries) throws Exception {
    // given
    for (int round = 0; round < 2; round++) {
      int first = round * entries;
      try (TiledKeyUseLog log = open(Durability.SYNCED)) {
        log.signBy(signer);
        CompletableFuture.allOf(
                IntStream.range(first, first + entries)
                    .mapToObj(i -> append(log, "r" + i))
                    .toArray(CompletableFuture<?>[]::new))
            .join();
        log.checkpoint().toCompletableFuture().join();
      }
    }

    // then
    assertThat(published()).isEqualTo(tree());
    assertThat(tree().size()).isEqualTo(2L * entries);
    assertEveryTileIsThere(2L * entries);
  }

  private void assertEveryTileIsThere(long size) throws IOException {
    TileFolder tiles = new TileFolder(directory);
    for (long bundle = 0; TilePath.bundle(bundle, size).isPresent(); bundle++) {
      TilePath path = TilePath.bundle(bundle, size).orElseThrow();
      List<byte[]> entries = tiles.entries(path);
      byte[] hashes = tiles.hashes(TilePath.tile(0, bundle, size).orElseThrow());
      for (int i = 0; i < entries.size(); i++) {
        assertThat(TreeHash.at(hashes, i * TreeHash.BYTES))
            .isEqualTo(TreeHash.leaf(entries.get(i)));
      }
    }
  }

  @Test
  void removesJournalFilesThatFullBundlesHaveReplaced() throws Exception {
    // given
    KeyUseLogSettings small =
        new KeyUseLogSettings(
            directory, ORIGIN, 8192, 4096, Duration.ofSeconds(1), Duration.ofHours(1), 0);
    try (TiledKeyUseLog log = TiledKeyUseLog.open(small, _ -> Durability.SYNCED, clock())) {
      // when
      IntStream.range(0, 1000).forEach(i -> append(log, "r" + i).join());
    }

    // then
    List<Path> files = JournalFolder.of(directory).files();
    assertThat(JournalFolder.first(files.getFirst())).isBetween(600L, 768L);
    assertThat(tree().size()).isEqualTo(1000);
  }

  @Test
  void makesTilesAgainThatACrashTookAway() throws Exception {
    // given
    write(700);
    Checkpoint before = published();
    Files.delete(directory.resolve("tile/0/001"));
    deleteTree(directory.resolve("tile/0/002.p"));
    deleteTree(directory.resolve("tile/entries/002.p"));
    deleteTree(directory.resolve("tile/1/000.p"));

    // when
    open(Durability.SYNCED).close();

    // then
    assertThat(published()).isEqualTo(before);
    assertEveryTileIsThere(700);
  }

  @Test
  void removesWhatAKillLeftHalfWritten() throws Exception {
    // given
    write(300);
    List<Path> leftovers =
        Stream.of(
                "tile/entries/001.p/7.new",
                "tile/0/001.p/7.new",
                "tile/0/001.new",
                "tile/1/000.p/1.new",
                "checkpoint.new")
            .map(directory::resolve)
            .toList();
    for (Path leftover : leftovers) {
      Files.write(leftover, new byte[] {1});
    }

    // when
    write(1);

    // then
    assertThat(leftovers).noneMatch(Files::exists);
    assertThat(published()).isEqualTo(tree());
    assertThat(directory.resolve("tile/0/001.p/45")).exists();
  }

  @Test
  void refusesAnOlderCopyOfItsEntries() throws Exception {
    // given
    write(10);
    byte[] journal = Files.readAllBytes(JournalFolder.of(directory).file(0));
    write(10);
    Files.write(JournalFolder.of(directory).file(0), journal);

    // then
    assertThatThrownBy(() -> open(Durability.SYNCED))
        .isInstanceOf(KeyUseLogException.class)
        .hasMessageContaining("covers 20 entries and only 10 are there");
  }

  @Test
  void refusesEntriesThatWereChanged() throws Exception {
    // given
    write(10);
    Path journal = JournalFolder.of(directory).file(0);
    Files.writeString(journal, Files.readString(journal).replace("\"r3\"", "\"rX\""));

    // then
    assertThatThrownBy(() -> open(Durability.SYNCED))
        .isInstanceOf(KeyUseLogException.class)
        .hasMessageContaining("its first 10 entries are not those that its checkpoint covers");
  }

  @Test
  void refusesTheLogOfAnotherReplica() throws Exception {
    // given
    write(1);

    // then
    assertThatThrownBy(
            () ->
                TiledKeyUseLog.open(
                    KeyUseLogSettings.of(directory, "bank/bridge-1"),
                    _ -> Durability.SYNCED,
                    clock()))
        .isInstanceOf(KeyUseLogException.class)
        .hasMessageContaining("the log of bank/bridge-0, not of bank/bridge-1");
  }

  @Test
  void refusesAJournalWithAGap() throws Exception {
    // given
    write(10);
    Path journal = JournalFolder.of(directory).file(0);
    Files.move(journal, JournalFolder.of(directory).file(5));

    // then
    assertThatThrownBy(() -> open(Durability.SYNCED))
        .isInstanceOf(KeyUseLogException.class)
        .hasMessageContaining("entries 0 to 4 are missing");
  }

  @Test
  void usesUpItsReserveWhenTheDiskIsFullAndMakesItAgain() throws Exception {
    // given
    FaultyDisk disk = new FaultyDisk();
    KeyUseLogSettings settings =
        new KeyUseLogSettings(
            directory, ORIGIN, 100, 1 << 20, Duration.ofMillis(20), Duration.ofHours(1), 1 << 20);
    try (TiledKeyUseLog log =
        TiledKeyUseLog.open(settings, _ -> Durability.SYNCED, clock(), disk)) {
      assertThat(directory.resolve("reserve")).hasSize(1 << 20);

      // when
      disk.leaveRoomFor(50);
      disk.growWhenReleased(directory.resolve("reserve"), 1 << 20);

      // then
      assertThat(append(log, "one")).succeedsWithin(SOON);
      assertThat(log.health()).isEqualTo(new KeyUseLogHealth.Writable());
      long deadline = System.nanoTime() + SOON.toNanos();
      while (!log.hasReserve()) {
        assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
    assertThat(tree().size()).isEqualTo(1);
  }

  private void write(int entries) {
    try (TiledKeyUseLog log = open(Durability.SYNCED)) {
      log.signBy(signer);
      IntStream.range(0, entries).forEach(i -> append(log, "r" + i).join());
      log.checkpoint().toCompletableFuture().join();
    }
  }

  private TiledKeyUseLog open(Durability durability) {
    return TiledKeyUseLog.open(
        KeyUseLogSettings.of(directory, ORIGIN).withCheckpoints(Duration.ofHours(1)),
        _ -> durability,
        clock());
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  private static CompletableFuture<Void> append(TiledKeyUseLog log, String requestId) {
    return log.append(Entries.intent(requestId)).toCompletableFuture();
  }

  private SignedNote note() throws IOException, MalformedNoteException {
    return SignedNote.parse(new TileFolder(directory).checkpoint().orElseThrow());
  }

  private Checkpoint published() throws IOException, MalformedNoteException {
    return Checkpoint.parse(note().text());
  }

  /** The checkpoint that the entries on the disk should have. */
  private Checkpoint tree() throws IOException {
    CompactRange range = new CompactRange();
    List<Long> indexes = new ArrayList<>();
    LogEntries.read(
        directory,
        (index, entry) -> {
          indexes.add(index);
          range.append(TreeHash.leaf(entry));
        });
    assertThat(indexes).isSorted().doesNotHaveDuplicates();
    return new Checkpoint(ORIGIN, range.size(), range.root());
  }

  private static void deleteTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Files.delete(folder);
  }
}
