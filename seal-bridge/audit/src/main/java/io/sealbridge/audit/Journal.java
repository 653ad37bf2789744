package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends batches to the newest file of the journal and begins a new one when it is full. For one
 * thread, but for {@link #retire} and {@link #syncNow}. After a failure {@link #repair} must
 * succeed before the next batch: nothing is ever written behind a torn line, nor to a file whose
 * sync failed, because what the kernel dropped then is gone and the next sync would not tell.
 */
final class Journal implements AutoCloseable {
  private static final byte[] PROBE = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);

  private final JournalFolder folder;
  private final LogFile.Opener opener;
  private final long fileBytes;

  private volatile Path path;
  private volatile @Nullable LogFile file;
  private long acknowledged;

  /** The index of the next entry. */
  private long next;

  private boolean syncFailed;

  /** Repaired and not yet written again: if that fails too, it may be the file and not the disk. */
  private boolean repaired;

  /**
   * @param next index of the next entry
   */
  Journal(JournalFolder folder, LogFile.Opener opener, long fileBytes, long next)
      throws IOException {
    this.folder = folder;
    this.opener = opener;
    this.fileBytes = fileBytes;
    this.next = next;
    List<Path> files = folder.files();
    this.path = files.isEmpty() ? folder.file(next) : files.getLast();
    LogFile newest = opener.open(path);
    this.file = newest;
    this.acknowledged = newest.size();
    folder.sync();
  }

  /**
   * Writes {@code batch} and waits for the disk if {@code synced}.
   *
   * @param entries in the batch
   */
  void append(ByteBuffer batch, int entries, boolean synced) throws IOException {
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
    next += entries;
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
      folder.sync();
      repaired = true;
      return;
    }
    abandon();
    probe();
    beginNew();
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
    Path probe = folder.path().resolve(".probe");
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
    beginNew();
  }

  private void beginNew() throws IOException {
    Path begun = folder.file(next);
    // What stands there has the index of the next entry, so it was never acknowledged.
    Files.deleteIfExists(begun);
    file = opener.open(begun);
    path = begun;
    acknowledged = 0;
    syncFailed = false;
    repaired = false;
    folder.sync();
  }

  private LogFile open() throws IOException {
    LogFile current = file;
    if (current == null) {
      throw new IOException("no file of the journal is open in " + folder.path());
    }
    return current;
  }

  /**
   * Removes the files of which every entry is also kept elsewhere. On any thread.
   *
   * @param index every entry before it is
   */
  void retire(long index) throws IOException {
    List<Path> files = folder.files();
    for (int i = 0; i + 1 < files.size(); i++) {
      if (JournalFolder.first(files.get(i + 1)) > index || files.get(i).equals(path)) {
        return;
      }
      Files.deleteIfExists(files.get(i));
    }
  }

  /** Waits until the disk has every entry that was appended before the call. On any thread. */
  void syncNow() throws IOException {
    open().sync();
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
