package io.sealbridge.server.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keys in a file. A file that breaks leaves the keys as they were, with an alarm. */
final class FileKeys implements KeySource {

  private static final long LARGEST = 1 << 20;

  private record Stamp(FileTime time, long size) {}

  private final Path file;
  private final LoginAlarms alarms;
  private volatile Optional<KeySet> keys = Optional.empty();
  private volatile Optional<Stamp> stamp = Optional.empty();

  /** Reads the file; blocks. */
  FileKeys(Path file, LoginAlarms alarms) {
    this.file = file;
    this.alarms = alarms;
    lookAfter();
  }

  /**
   * The keys of a file.
   *
   * @throws UnusableKeysException with a sentence about the file if it cannot be used
   */
  static KeySet read(Path file) throws UnusableKeysException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UnusableKeysException("is larger than " + LARGEST + " bytes");
      }
      return KeySet.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UnusableKeysException(file + " cannot be read: " + e);
    } catch (UnusableKeysException e) {
      throw new UnusableKeysException(file + " " + e.getMessage());
    }
  }

  @Override
  public CompletionStage<KeySet> keys() {
    return keys.<CompletionStage<KeySet>>map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new LoginUnavailableException("no keys could be read from " + file)));
  }

  @Override
  public CompletionStage<KeySet> keysAnew() {
    return keys();
  }

  @Override
  public void lookAfter() {
    try {
      Optional<Stamp> now =
          Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
      if (!now.equals(stamp)) {
        keys = Optional.of(read(file));
        stamp = now;
      }
    } catch (IOException e) {
      unread(file + " cannot be read: " + e);
    } catch (UnusableKeysException e) {
      unread(String.valueOf(e.getMessage()));
    }
  }

  private void unread(String detail) {
    alarms.raise(
        LoginAlarms.KEYS_UNREAD,
        (keys.isPresent() ? "the keys of a login stay as they were: " : "a login has no keys: ")
            + detail);
  }
}
