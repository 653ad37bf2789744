package io.sealbridge.audit;

import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.tree.LogTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The file that lists every key that has signed the log, for people to keep elsewhere. It is no
 * evidence: who can write the folder can change it. For one thread.
 */
final class VerifierKeys {
  /** The file's name. */
  static final String NAME = "keys";

  private final LogTree tree;
  private final Set<VerifierKey> known = new LinkedHashSet<>();

  VerifierKeys(LogTree tree) {
    this.tree = tree;
  }

  /** Makes sure that the file lists {@code key}. */
  void note(VerifierKey key) throws IOException {
    if (known.contains(key)) {
      return;
    }
    Set<String> lines = new LinkedHashSet<>(read());
    lines.add(key.vkey());
    tree.writeText(NAME, String.join("\n", lines) + "\n");
    known.add(key);
  }

  private List<String> read() throws IOException {
    try {
      return Files.readAllLines(tree.tiles().folder().resolve(NAME), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
