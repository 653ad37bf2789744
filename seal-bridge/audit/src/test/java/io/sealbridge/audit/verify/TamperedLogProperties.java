package io.sealbridge.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.tiles.MalformedLogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.lifecycle.AfterContainer;

/** One byte changed anywhere in what a checkpoint covers is found. */
class TamperedLogProperties {
  private static final SoftwareSigner SIGNER = new SoftwareSigner();

  private static final Path PARENT = temporary();
  private static final Path FOLDER = WrittenLog.of(PARENT.resolve("key-use"), SIGNER, 700);

  /** Every file that has to do with evidence. */
  private static final List<Path> FILES = files();

  private static Path temporary() {
    try {
      return Files.createTempDirectory("tampered");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> FOLDER.relativize(file).toString().matches("checkpoint|tile/.*|journal/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void remove() throws IOException {
    try (Stream<Path> all = Files.walk(PARENT)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 200)
  void findsAnyByteThatWasChanged(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int place,
      @ForAll @Positive byte change) {
    Path file = FILES.get(place % FILES.size());
    byte[] original = read(file);
    int at = (int) (place * 31L % original.length);
    byte[] changed = original.clone();
    changed[at] ^= change;
    try {
      Files.write(file, changed);
      assertThat(isFound()).as("byte %d of %s by %d", at, file, change).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      restore(file, original);
    }
  }

  private static boolean isFound() throws IOException {
    try {
      Verdict verdict =
          LogVerifier.verify(
              LogFolder.open(FOLDER),
              new Trusted(List.of(SIGNER.key(WrittenLog.ORIGIN)), List.of(), List.of()),
              Progress.SILENT);
      return verdict.isBroken();
    } catch (MalformedLogException e) {
      return true;
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void restore(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
