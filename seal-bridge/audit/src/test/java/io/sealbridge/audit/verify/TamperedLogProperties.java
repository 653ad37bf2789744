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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern PART = Pattern.compile("tile/(?:entries|0)/([0-9]{3})(?:\\.p/.*)?");

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

  @Property(tries = 100)
  void trustsNoPartOfWhichAByteWasChanged(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int place,
      @ForAll @Positive byte change) {
    List<Path> parts = FILES.stream().filter(file -> index(file).isPresent()).toList();
    Path file = parts.get(place % parts.size());
    long first = index(file).orElseThrow() * 256;
    byte[] original = read(file);
    byte[] changed = original.clone();
    changed[(int) (place * 31L % original.length)] ^= change;
    try {
      Files.write(file, changed);
      assertThat(verify().intervals())
          .as(file.toString())
          .filteredOn(interval -> interval.from() <= first && first < interval.to())
          .extracting(Interval::trust)
          .containsExactly(TrustLevel.BROKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      restore(file, original);
    }
  }

  /** Of the bundle, or of the tile of its leaves. */
  private static Optional<Long> index(Path file) {
    Matcher name = PART.matcher(FOLDER.relativize(file).toString());
    return name.matches() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }

  private static boolean isFound() throws IOException {
    try {
      return verify().isBroken();
    } catch (MalformedLogException e) {
      return true;
    }
  }

  private static Verdict verify() throws IOException {
    return LogVerifier.verify(
        LogFolder.open(FOLDER),
        new Trusted(List.of(SIGNER.key(WrittenLog.ORIGIN)), List.of(), List.of()),
        Progress.SILENT);
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
