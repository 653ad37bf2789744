package io.sealbridge.audit.verify;

import io.sealbridge.audit.JournalFolder;
import io.sealbridge.audit.JournalReader;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TilePath;
import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Verifies a log: computes the tree anew from every entry, compares each tile, the checkpoint and
 * whatever checkpoints are brought along or named by the entries, and says for each part how far it
 * can be trusted. Memory stays the same however large the log is. Works on a log that is being
 * written: what comes later does not count.
 */
public final class LogVerifier {
  private static final int BUNDLES_AT_ONCE = 64;

  private final LogFolder folder;
  private final Trusted trusted;
  private final Progress progress;
  private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
  private final CheckedTree tree;
  private final EntryChecks checks;
  private long entries;

  private LogVerifier(LogFolder folder, Trusted trusted, Progress progress) {
    this.folder = folder;
    this.trusted = trusted;
    this.progress = progress;
    this.tree = new CheckedTree(folder.tiles(), folder.signedSize(), findings::add);
    this.checks = new EntryChecks(findings::add);
  }

  /**
   * Verifies.
   *
   * @throws IOException if the disk fails; what is missing or malformed is a finding
   */
  public static Verdict verify(LogFolder folder, Trusted trusted, Progress progress)
      throws IOException {
    return new LogVerifier(folder, trusted, progress).verify();
  }

  private Verdict verify() throws IOException {
    long signed = folder.signedSize();
    boolean whole = bundles(signed);
    if (whole) {
      tree.comparePartial();
      folder.checkpoint().ifPresent(this::compareRoot);
      olderBundles(signed);
    }
    entries = tree.size();
    if (whole) {
      tail(signed);
    } else {
      findings.add(
          Finding.broken(
              "checkpoint", "cannot be compared with the entries, since not all can be read"));
    }
    return new Verdicts(folder, trusted, findings, checks.named(), entries).verdict();
  }

  private void compareRoot(Checkpoint checkpoint) {
    if (!tree.hasRoot(checkpoint.root())) {
      findings.add(
          Finding.broken(
              "checkpoint",
              "the root of its %d entries is not the one that was signed"
                  .formatted(checkpoint.size())));
    }
  }

  /** Whether every bundle up to {@code size}, or its tile, could be read. */
  private boolean bundles(long size) {
    long bundles = (size + TilePath.FULL - 1) / TilePath.FULL;
    for (long first = 0; first < bundles; first += BUNDLES_AT_ONCE) {
      List<Bundle> read =
          LongStream.range(first, Math.min(bundles, first + BUNDLES_AT_ONCE))
              .parallel()
              .mapToObj(index -> bundle(index, size))
              .toList();
      for (Bundle bundle : read) {
        switch (tree.add(bundle.path(), bundle.computed())) {
          case ENTRIES -> bundle.entries().forEach(checks::look);
          case TILE -> {
            // What its entries say counts for nothing.
          }
          case NOTHING -> {
            return false;
          }
        }
      }
      progress.at(tree.size(), size);
    }
    return true;
  }

  private record Bundle(TilePath path, List<EntryChecks.Looked> entries, PartialTile computed) {}

  /** Hashes and reads the entries of a bundle; for any thread. */
  private Bundle bundle(long index, long size) {
    TilePath path = TilePath.bundle(index, size).orElseThrow();
    try {
      List<EntryChecks.Looked> read = new ArrayList<>(path.width());
      PartialTile computed = new PartialTile(0, index);
      for (byte[] entry : folder.tiles().entries(path)) {
        long at = index * TilePath.FULL + read.size();
        read.add(EntryChecks.read(new RawEntry(at, Octets.copyOf(entry))));
        computed.add(TreeHash.leaf(entry));
      }
      if (computed.isFull()) {
        // Here, where others are hashed at the same time.
        var _ = computed.root();
      }
      return new Bundle(path, read, computed);
    } catch (MalformedLogException e) {
      findings.add(Finding.broken(path, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.add(Finding.broken(path, "cannot be read: " + e.getMessage()));
    }
    return new Bundle(path, List.of(), new PartialTile(0, index));
  }

  /** Older partial bundles have the same entries at their beginning. */
  private void olderBundles(long size) throws IOException {
    Optional<TilePath> last = TilePath.bundle(size / TilePath.FULL, size);
    if (last.isEmpty()) {
      return;
    }
    List<byte[]> whole;
    try {
      whole = folder.tiles().entries(last.get());
    } catch (MalformedLogException _) {
      // Told already.
      return;
    }
    for (TilePath older : new OlderParts(folder.tiles(), findings::add).of(last.get())) {
      compare(older, last.get(), whole);
    }
  }

  private void compare(TilePath older, TilePath last, List<byte[]> whole) throws IOException {
    try {
      List<byte[]> entries = folder.tiles().entries(older);
      for (int i = 0; i < entries.size(); i++) {
        if (!Arrays.equals(entries.get(i), whole.get(i))) {
          findings.add(Finding.broken(older, "its entries are not those of " + last.path()));
          return;
        }
      }
    } catch (MalformedLogException e) {
      findings.add(Finding.broken(older, String.valueOf(e.getMessage())));
    }
  }

  /**
   * What the journal has behind the checkpoint, for which nothing but the disk vouches. What it has
   * before must be the same as in the bundles.
   */
  private void tail(long signed) throws IOException {
    List<Path> files = folder.journal().files();
    long from = files.isEmpty() ? signed : Math.min(signed, JournalFolder.first(files.getFirst()));
    try {
      CoveredEntries covered = new CoveredEntries(folder);
      JournalReader.End end =
          JournalReader.read(
              folder.journal(),
              from,
              (index, entry) -> {
                RawEntry line = new RawEntry(index, Octets.copyOf(entry));
                if (index < signed) {
                  compare(line, covered);
                } else {
                  checks.look(EntryChecks.read(line));
                  entries++;
                }
              });
      if (end.torn()) {
        torn(end.next(), signed);
      }
    } catch (NoSuchFileException _) {
      findings.add(
          Finding.note("journal", "was changed by the bridge meanwhile; verify again for its end"));
    } catch (IOException e) {
      findings.add(Finding.broken("journal", "is not whole: " + e.getMessage(), Extent.from(from)));
    }
  }

  private void torn(long next, long signed) {
    findings.add(
        next < signed
            ? Finding.broken(
                "journal, entry " + next,
                "is torn, and the checkpoint covers it",
                Extent.from(next))
            : Finding.note("journal", "its last line is torn; such a line was never acknowledged"));
  }

  private void compare(RawEntry line, CoveredEntries covered) {
    if (covered.differ(line)) {
      findings.add(
          Finding.broken(
              "journal, entry " + line.index(),
              "is not the entry that the checkpoint covers",
              Extent.entry(line.index())));
    }
  }
}
