package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A PKCS#11 library in front of a real one that misbehaves as told, at once and in every process
 * that has it loaded. Each instance is a file of its own, so several can be loaded in one process.
 * The functions are named as in C: {@code C_Decrypt}.
 */
public final class ForwardingLibrary {
  /** What to answer when an attribute is asked for. */
  public enum Answer {
    TRUE,
    FALSE,
    INVALID,
    SENSITIVE,
    UNAVAILABLE
  }

  private final Path library;
  private final Path control;

  private ForwardingLibrary(Path library) {
    this.library = library;
    this.control = library.resolveSibling(library.getFileName() + ".control");
  }

  /** Puts a copy into {@code directory}, in front of {@code real}. */
  public static ForwardingLibrary install(Path directory, Path real) throws IOException {
    Files.createDirectories(directory);
    // The library looks for its control directory beside the path that it was loaded from, which
    // is the canonical one.
    ForwardingLibrary installed =
        new ForwardingLibrary(directory.toRealPath().resolve("forward.so"));
    Files.copy(
        ForwardingLibrarySources.compiled(),
        installed.library,
        StandardCopyOption.REPLACE_EXISTING);
    Files.createDirectories(installed.control);
    installed.write("library", real.toString());
    return installed;
  }

  public Path library() {
    return library;
  }

  /** The next {@code count} calls return this instead of reaching the real library. */
  public void failNext(String function, int count, ReturnValue returned) {
    failNext(function, count, returned.code());
  }

  /** With any code, such as a vendor's. */
  public void failNext(String function, int count, long returned) {
    write("fail-" + function, "%d %x".formatted(count, returned));
  }

  /** Every call returns this until {@link #heal}. */
  public void failAlways(String function, ReturnValue returned) {
    failNext(function, -1, returned);
  }

  public void heal(String function) {
    remove("fail-" + function);
  }

  /** Calls do not come back until {@link #release}, or for two minutes. */
  public void hang(String function) {
    write("hang-" + function, "");
  }

  public void release(String function) {
    remove("hang-" + function);
  }

  /** Whether a call is hanging now. */
  public boolean isHanging(String function) {
    return Files.exists(control.resolve("hung-" + function));
  }

  /** Every call takes that much longer; zero ends it. */
  public void delay(String function, Duration duration) {
    if (duration.isZero()) {
      remove("delay-" + function);
    } else {
      write("delay-" + function, Long.toString(duration.toMillis()));
    }
  }

  /** The token is out of its slot, sessions are gone, and what needs them returns this. */
  public void removeToken(ReturnValue returned) {
    write("gone", Long.toHexString(returned.code()));
  }

  public void insertToken() {
    remove("gone");
  }

  /** Everything returns this until the library is finalised and initialised again. */
  public void breakUntilInitialised(ReturnValue returned) {
    write("broken", Long.toHexString(returned.code()));
  }

  /** At the next call all sessions, and the login, are gone. */
  public void loseSessions() {
    write("sessions-lost", "");
  }

  /** Replaces earlier ones; none ends it. */
  public void addTokenFlags(TokenInfo.Flag... flags) {
    long bits = Stream.of(flags).mapToLong(TokenInfo.Flag::bit).reduce(0, (a, b) -> a | b);
    write("token-flags", Long.toHexString(bits));
  }

  /** For all objects, in addition to earlier ones. */
  public void report(AttributeType type, Answer answer) {
    String line = "%x %s\n".formatted(type.code(), answer.name().toLowerCase(Locale.ROOT));
    write("attributes", read("attributes") + line);
  }

  public void reportTruth() {
    remove("attributes");
  }

  /** The token makes the IV of every AES-GCM encryption; in the tail it has 16 bytes. */
  public void makeIv(Mechanism.IvPlace place) {
    write(
        "iv",
        switch (place) {
          case BUFFER -> "buffer";
          case AFTER_TAG -> "tail";
        });
  }

  public void takeHostIv() {
    remove("iv");
  }

  /** Starts counting at zero. */
  public void countCalls() {
    write("calls", "");
  }

  /** How often it was called since {@link #countCalls}. */
  public long calls(String function) {
    return read("calls").lines().filter(function::equals).count();
  }

  /** In one step: a call may be reading the file. */
  private void write(String name, String text) {
    try {
      Path temporary = Files.createTempFile(control, ".new", "");
      Files.writeString(temporary, text.endsWith("\n") ? text : text + "\n");
      Files.move(temporary, control.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(control.resolve(name));
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remove(String name) {
    try {
      Files.deleteIfExists(control.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
