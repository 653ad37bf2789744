package io.sealbridge.audit;

import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TileNodes;
import io.sealbridge.audit.tree.LogTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that was taken up from its folder: the tree has every entry of the journal, and begins with
 * the tree of the newest checkpoint.
 */
record OpenedLog(
    LogTree tree, Journal journal, Optional<SignedNote> note, Optional<Checkpoint> checkpoint) {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedLog.class);

  /**
   * Takes the log up; for whoever holds its lock.
   *
   * @throws IOException if something is missing, or is not what the checkpoint says
   */
  static OpenedLog of(KeyUseLogSettings settings, LogFile.Opener opener) throws IOException {
    TileFolder tiles = new TileFolder(settings.directory());
    JournalFolder folder = JournalFolder.of(settings.directory());
    folder.make();
    mend(folder);
    LogTree tree = LogTree.open(tiles);
    Optional<SignedNote> note = note(tree);
    Optional<Checkpoint> checkpoint =
        note.isEmpty() ? Optional.empty() : Optional.of(checkpoint(note.get(), settings));
    if (checkpoint.isEmpty()) {
      tree.writeText(TileFolder.ORIGIN, settings.origin() + "\n");
    }
    long signed = checkpoint.map(Checkpoint::size).orElse(0L);
    long next = replay(folder, tree, signed);
    if (checkpoint.isPresent()) {
      compare(tree, checkpoint.get());
    }
    return new OpenedLog(
        tree, new Journal(folder, opener, settings.fileBytes(), next), note, checkpoint);
  }

  /** The partial tiles of the checkpoint may have been lost in a power cut. */
  private static long replay(JournalFolder folder, LogTree tree, long signed) throws IOException {
    JournalReader.End end =
        JournalReader.read(
            folder,
            tree.bundled(),
            (index, entry) -> {
              if (index == signed) {
                tree.writePartials();
              }
              tree.append(entry);
            });
    tree.writePartials();
    return end.next();
  }

  private static void mend(JournalFolder journal) throws IOException {
    List<Path> files = journal.files();
    if (files.isEmpty()) {
      return;
    }
    Optional<TornTail> torn = TornTail.find(files.getLast());
    if (torn.isPresent()) {
      Path aside = torn.get().moveAside();
      LOG.atWarn()
          .addKeyValue("file", files.getLast())
          .addKeyValue("bytes", torn.get().size() - torn.get().keep())
          .addKeyValue("movedTo", aside)
          .log("the key-use log ended with a torn line, which was never acknowledged; moved aside");
    }
  }

  private static Optional<SignedNote> note(LogTree tree) throws IOException {
    Optional<byte[]> published = tree.published();
    if (published.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedNote.parse(published.get()));
    } catch (MalformedNoteException e) {
      throw new MalformedLogException(
          tree.tiles().checkpointFile() + " is no checkpoint: " + e.getMessage(), e);
    }
  }

  private static Checkpoint checkpoint(SignedNote note, KeyUseLogSettings settings)
      throws IOException {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedNoteException e) {
      throw new MalformedLogException("the newest checkpoint: " + e.getMessage(), e);
    }
    if (!checkpoint.origin().equals(settings.origin())) {
      throw new MalformedLogException(
          "it is the log of "
              + checkpoint.origin()
              + ", not of "
              + settings.origin()
              + ": give each replica a folder of its own, and keep its name");
    }
    return checkpoint;
  }

  /**
   * That the checkpoint was signed is not looked at: who could forge it could as well remove it.
   */
  private static void compare(LogTree tree, Checkpoint checkpoint) throws IOException {
    if (checkpoint.size() > tree.size()) {
      throw new MalformedLogException(
          "its newest checkpoint covers "
              + checkpoint.size()
              + " entries and only "
              + tree.size()
              + " are there: entries were lost or an older copy was put back");
    }
    TreeHash root =
        new ProofMaker(new TileNodes(tree.tiles(), tree.size())).root(checkpoint.size());
    if (!root.equals(checkpoint.root())) {
      throw new MalformedLogException(
          "its first " + checkpoint.size() + " entries are not those that its checkpoint covers");
    }
  }
}
