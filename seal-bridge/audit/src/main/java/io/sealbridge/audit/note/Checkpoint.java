package io.sealbridge.audit.note;

import io.sealbridge.audit.merkle.TreeHash;
import java.util.List;

/**
 * How large a log is and what its root is (C2SP tlog-checkpoint). Without extension lines: nobody
 * could audit them.
 *
 * @param origin names the log
 */
public record Checkpoint(String origin, long size, TreeHash root) {
  public Checkpoint {
    if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("origin must be one line that is not empty");
    }
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, was " + size);
    }
    if (size == 0 && !root.equals(TreeHash.EMPTY)) {
      throw new IllegalArgumentException("a log without entries has the root of the empty tree");
    }
  }

  /** What is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /** Reads the text of a note. */
  public static Checkpoint parse(String text) throws MalformedNoteException {
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() != 4 || !lines.getLast().isEmpty() || lines.getFirst().isEmpty()) {
      throw new MalformedNoteException(
          "a checkpoint has three lines: origin, size and root; extensions are not taken");
    }
    long size = NoteText.decimal(lines.get(1), "the size of the checkpoint");
    try {
      return new Checkpoint(lines.getFirst(), size, TreeHash.parse(lines.get(2)));
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("the root of the checkpoint: " + e.getMessage());
    }
  }
}
