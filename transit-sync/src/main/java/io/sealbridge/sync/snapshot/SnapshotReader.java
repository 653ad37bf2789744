package io.sealbridge.sync.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the keys that the seal wraps in a raft snapshot. It keeps one entry of those two at most,
 * writes nothing anywhere, and stops as soon as it has seen both, without the sums at the end of
 * the archive.
 *
 * <p>The state is a row of messages (Protocol Buffers), each after its length: field 1 is the path
 * of an entry, field 2 what is stored there.
 */
public final class SnapshotReader {
  private static final String ROOT_KEY = "core/hsm/barrier-unseal-keys";
  private static final String RECOVERY_KEY = "core/recovery-key";

  /** In Vault's own text of a sealed blob; what is sealed twice names both, the first counts. */
  private static final Pattern BLOB = Pattern.compile("vault:v([1-9][0-9]{0,8}):");

  private static final int LONGEST_PATH = 64;
  private static final int LARGEST_BLOB = 1024 * 1024;
  private static final int PATH_FIELD = 0x0a;
  private static final int VALUE_FIELD = 0x12;

  private final InputStream state;
  private StoredBlob rootKey = new StoredBlob.Absent();
  private StoredBlob recoveryKey = new StoredBlob.Absent();

  private SnapshotReader(InputStream state) {
    this.state = state;
  }

  /**
   * Reads until both are found, or all of it.
   *
   * @throws IOException if the stream breaks
   * @throws UnknownSnapshotException if it is no snapshot
   */
  public static SealedKeys read(InputStream snapshot) throws IOException {
    SnapshotReader reader = new SnapshotReader(StateArchive.state(snapshot));
    while (!reader.isComplete() && reader.entry()) {
      // The entry has been looked at.
    }
    return new SealedKeys(reader.rootKey, reader.recoveryKey);
  }

  private boolean isComplete() {
    return !(rootKey instanceof StoredBlob.Absent) && !(recoveryKey instanceof StoredBlob.Absent);
  }

  /** Whether there was one more. */
  private boolean entry() throws IOException {
    int first = state.read();
    if (first < 0) {
      return false;
    }
    Message message = new Message(number(first));
    String path = "";
    while (message.left > 0) {
      int field = (int) message.number();
      long length = message.number();
      if (field == PATH_FIELD) {
        path = length > LONGEST_PATH ? message.skip(length) : message.text(length);
      } else if (field == VALUE_FIELD && path.equals(ROOT_KEY)) {
        rootKey = blob(message.text(length));
      } else if (field == VALUE_FIELD && path.equals(RECOVERY_KEY)) {
        recoveryKey = blob(message.text(length));
      } else if (field == VALUE_FIELD) {
        message.skip(length);
      } else {
        throw new UnknownSnapshotException("an entry has a field that is not known: " + field);
      }
    }
    return true;
  }

  private static StoredBlob blob(String value) {
    Matcher matcher = BLOB.matcher(value);
    return matcher.find()
        ? new StoredBlob.Sealed(Integer.parseInt(matcher.group(1)))
        : new StoredBlob.Foreign();
  }

  /** A number in groups of seven bits, the lowest first; the highest bit says that more follow. */
  private long number(int first) throws IOException {
    long value = first & 0x7f;
    int next = first;
    for (int shift = 7; (next & 0x80) != 0; shift += 7) {
      if (shift > 56) {
        throw new UnknownSnapshotException("a number is longer than eight bytes");
      }
      next = state.read();
      if (next < 0) {
        throw new EOFException("the snapshot ends within an entry");
      }
      value |= (long) (next & 0x7f) << shift;
    }
    return value;
  }

  /** One message, of which so many bytes are left. */
  private final class Message {
    private long left;

    Message(long left) {
      this.left = left;
    }

    long number() throws IOException {
      int first = state.read();
      if (first < 0) {
        throw new EOFException("the snapshot ends within an entry");
      }
      long value = SnapshotReader.this.number(first);
      take(Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7));
      return value;
    }

    String text(long length) throws IOException {
      take(length);
      if (length > LARGEST_BLOB) {
        throw new UnknownSnapshotException("a key of the seal is larger than 1 MiB");
      }
      byte[] bytes = state.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException("the snapshot ends within an entry");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String skip(long length) throws IOException {
      take(length);
      state.skipNBytes(length);
      return "";
    }

    private void take(long length) {
      left -= length;
      if (left < 0) {
        throw new UnknownSnapshotException("an entry is longer than it says");
      }
    }
  }
}
