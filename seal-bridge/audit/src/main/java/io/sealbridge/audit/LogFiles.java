package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends batches to the newest file of the folder and begins a new one when it is full. For one
 * thread. After a failure {@link #repair} must succeed before the next batch: nothing is ever
 * written behind a torn line, nor to a file whose sync failed, because what the kernel dropped then
 * is gone and the next sync would not tell.
 */
final class LogFiles implements AutoCloseable {
  private static final byte[] PROBE = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);

  private final LogDirectory directory;
  private final LogFile.Opener opener;
  private final boolean synced;
  private final long fileBytes;

  private Path path;
  private @Nullable LogFile file;
  private long acknowledged;
  private boolean syncFailed;

  /** Repaired and not yet written again: if that fails too, it may be the file and not the disk. */
  private boolean repaired;

  LogFiles(LogDirectory directory, LogFile.Opener opener, boolean synced, long fileBytes)
      throws IOException {
    this.directory = directory;
    this.opener = opener;
    this.synced = synced;
    this.fileBytes = fileBytes;
    this.path = directory.newest();
    LogFile newest = opener.open(path);
    this.file = newest;
    this.acknowledged = newest.size();
    directory.sync();
  }

  /** Writes {@code batch} and, if the log is synced, waits for the disk. */
  void append(ByteBuffer batch) throws IOException {
    if (acknowledged >= fileBytes) {
      beginNext();
    }
    LogFile current = open();
    int bytes = batch.remaining();
    try {
      current.append(batch);
      if (synced) {
        sync(current);
      }
    } catch (IOException e) {
      cutBack(current, e);
      throw e;
    }
    acknowledged += bytes;
    repaired = false;
  }

  /** At once, so that a process that ends before the repair leaves no torn line. */
  private void cutBack(LogFile current, IOException because) {
    try {
      current.truncate(acknowledged);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** Makes the log fit for the next batch after a failure, and tries that the disk takes bytes. */
  void repair() throws IOException {
    if (file != null && !syncFailed && !repaired && truncated(file)) {
      probe();
      directory.sync();
      repaired = true;
      return;
    }
    abandon();
    probe();
    beginAt(acknowledged == 0 && !Files.exists(path) ? path : directory.after(path));
  }

  private boolean truncated(LogFile current) {
    try {
      current.truncate(acknowledged);
      sync(current);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Leaves the file as clean as can be; a tail that stays is found by the reader. */
  private void abandon() {
    if (file == null) {
      return;
    }
    try (LogFile current = file) {
      file = null;
      if (acknowledged == 0) {
        Files.deleteIfExists(path);
      } else {
        current.truncate(acknowledged);
      }
    } catch (IOException _) {
      // The disk is failing, which is why the file is abandoned.
    }
  }

  private void probe() throws IOException {
    Path probe = directory.path().resolve(".probe");
    try (LogFile trial = opener.open(probe)) {
      trial.append(ByteBuffer.wrap(PROBE));
      trial.sync();
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private void beginNext() throws IOException {
    LogFile full = open();
    sync(full);
    file = null;
    full.close();
    beginAt(directory.after(path));
  }

  private void beginAt(Path next) throws IOException {
    LogFile begun = opener.open(next);
    path = next;
    file = begun;
    acknowledged = begun.size();
    syncFailed = false;
    repaired = false;
    directory.sync();
  }

  private LogFile open() throws IOException {
    if (file == null) {
      throw new IOException("no file of the log is open in " + directory.path());
    }
    return file;
  }

  private void sync(LogFile current) throws IOException {
    try {
      current.sync();
    } catch (IOException e) {
      syncFailed = true;
      throw e;
    }
  }

  /** Syncs what the operating system still has. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      try (LogFile current = file) {
        file = null;
        current.sync();
      }
    }
  }
}
