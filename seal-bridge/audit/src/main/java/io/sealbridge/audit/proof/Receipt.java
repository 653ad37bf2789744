package io.sealbridge.audit.proof;

import io.sealbridge.audit.merkle.InclusionProof;
import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.audit.tiles.TileNodes;
import io.sealbridge.keyring.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * An entry, the way from it to a root, and the checkpoint that has the root: everything that is
 * needed to show offline that a log has the entry, but the keys that are believed. The entry itself
 * is the "extra" data of the file.
 */
public record Receipt(Octets entry, InclusionProof proof, SignedNote note) {
  private static final String HEAD = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /**
   * The receipt of an entry that the newest checkpoint covers.
   *
   * @throws IllegalArgumentException if it does not cover it
   */
  public static Receipt of(RawEntry entry, LogFolder folder) {
    SignedNote note =
        folder
            .note()
            .orElseThrow(() -> new IllegalArgumentException("the log has no checkpoint yet"));
    long size = folder.signedSize();
    InclusionProof proof =
        new ProofMaker(new TileNodes(folder.tiles(), size)).inclusion(entry.index(), size);
    return new Receipt(entry.bytes(), proof, note);
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append(EXTRA).append(Base64.getEncoder().encodeToString(entry.lend())).append('\n');
    text.append(INDEX).append(proof.index()).append('\n');
    proof.path().forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(note.note()).toString();
  }

  /** Reads the text of a file. */
  public static Receipt parse(String text) throws MalformedNoteException {
    int end = text.indexOf("\n\n");
    List<String> lines =
        end < 0 ? List.of() : Arrays.asList(text.substring(0, end).split("\n", -1));
    if (lines.size() < 3
        || !lines.get(0).equals(HEAD)
        || !lines.get(1).startsWith(EXTRA)
        || !lines.get(2).matches(INDEX + "(0|[1-9][0-9]{0,17})")) {
      throw new MalformedNoteException(
          "it does not begin with the lines \"" + HEAD + "\", \"extra\" and \"index\"");
    }
    SignedNote note = SignedNote.parse(text.substring(end + 2));
    try {
      byte[] entry = Base64.getDecoder().decode(lines.get(1).substring(EXTRA.length()));
      List<TreeHash> path = new ArrayList<>();
      lines.subList(3, lines.size()).forEach(line -> path.add(TreeHash.parse(line)));
      return new Receipt(
          Octets.copyOf(entry),
          new InclusionProof(
              Long.parseLong(lines.get(2).substring(INDEX.length())),
              Checkpoint.parse(note.text()).size(),
              path),
          note);
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("it is malformed: " + e.getMessage());
    }
  }

  public Checkpoint checkpoint() throws MalformedNoteException {
    return Checkpoint.parse(note.text());
  }

  /** Whether the checkpoint's tree has the entry; that somebody signed it is to be asked apart. */
  public boolean holds() throws MalformedNoteException {
    return proof.shows(TreeHash.leaf(entry.lend()), checkpoint().root());
  }
}
