package io.sealbridge.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {

  private static final KeyName ROOT = new KeyName("root");

  @TempDir Path folder;

  @Test
  void keepsMarksAcrossRestartsAndNeverLowersThem() throws IOException {
    // given
    SerialMarksFile marks = SerialMarksFile.open(folder, "serials", Runnable::run);
    marks.raise(ROOT, 7).toCompletableFuture().join();
    marks.raise(ROOT, 5).toCompletableFuture().join();

    // when
    SerialMarksFile again = SerialMarksFile.open(folder, "serials", Runnable::run);

    // then
    assertThat(again.highest(ROOT)).isEqualTo(7);
    assertThat(again.highest(new KeyName("other"))).isZero();
  }

  @Test
  void tellsARaisedMarkAtOnceEvenIfTheDiskIsSlow() throws IOException {
    // given a writer that never gets round to it
    SerialMarksFile marks = SerialMarksFile.open(folder, "serials", _ -> {});

    // when
    var durable = marks.raise(ROOT, 3).toCompletableFuture();

    // then
    assertThat(marks.highest(ROOT)).isEqualTo(3);
    assertThat(durable).isNotDone();
  }

  @Test
  void addsUpReservationsOfTwoProcesses() throws IOException {
    // given
    WrapCountsFile one = WrapCountsFile.open(folder, Runnable::run);
    WrapCountsFile other = WrapCountsFile.open(folder, Runnable::run);

    // when
    one.reserve(ROOT, 1, 100).toCompletableFuture().join();
    long sum = other.reserve(ROOT, 1, 50).toCompletableFuture().join();

    // then
    assertThat(sum).isEqualTo(150);
    assertThat(other.reserved(ROOT, 1)).isEqualTo(150);
    assertThat(WrapCountsFile.open(folder, Runnable::run).reserved(ROOT, 1)).isEqualTo(150);
  }

  @Test
  void saysWhenItCannotBeMadeDurable() throws IOException {
    // given
    Path gone = Files.createDirectory(folder.resolve("gone"));
    WrapCountsFile counts = WrapCountsFile.open(gone, Runnable::run);
    Files.delete(gone);

    // then
    assertThatThrownBy(() -> counts.reserve(ROOT, 1, 1).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UncheckedIOException.class);
    assertThat(counts.reserved(ROOT, 1)).isZero();
  }

  @Test
  void refusesADamagedFileInsteadOfStartingFromZero() throws IOException {
    // given
    Files.writeString(folder.resolve("serials"), "seal-bridge counters 1\nroot\n");

    // then
    assertThatThrownBy(() -> SerialMarksFile.open(folder, "serials", Runnable::run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 is damaged");
  }
}
