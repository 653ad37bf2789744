package io.sealbridge.audit.tree;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.tiles.EntryBundle;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tree over all entries of a log. Full tiles and bundles are on disk, synced; what is not full
 * yet is in memory and is written for each checkpoint. For one thread.
 *
 * <p>After a failure of the disk nothing is lost: {@link #settle} goes on where it failed.
 */
public final class LogTree {
  private final TreeFiles files;
  private final CompactRange range;
  private final List<PartialTile> levels;
  private final List<byte[]> bundle = new ArrayList<>(TilePath.FULL);

  private LogTree(TreeFiles files, CompactRange range, List<PartialTile> levels) {
    this.files = files;
    this.range = range;
    this.levels = levels;
  }

  /**
   * Takes up the tree of the full bundles in {@code tiles}. What was written last before a crash is
   * made again where it is missing, and what was not whole is removed. The entries behind them are
   * to be added from the journal.
   *
   * @throws IOException if the tiles cannot be read or do not fit the bundles
   */
  public static LogTree open(TileFolder tiles) throws IOException {
    TreeFiles files = new TreeFiles(tiles);
    Recovered recovered = new Recovery(files).recover();
    files.removeUnfinished(recovered.next());
    return new LogTree(files, recovered.range(), recovered.levels());
  }

  public TileFolder tiles() {
    return files.tiles();
  }

  /**
   * Adds an entry.
   *
   * @throws IOException if a tile that became full could not be written; the entry was added
   */
  public void append(byte[] entry) throws IOException {
    settle();
    TreeHash leaf = TreeHash.leaf(entry);
    bundle.add(entry);
    level(0).add(leaf);
    range.append(leaf);
    settle();
  }

  /** Writes tiles and bundles that are full and not on the disk yet. */
  public void settle() throws IOException {
    if (bundle.size() == TilePath.FULL) {
      files.writeFull(bundlePath(), EntryBundle.encode(bundle));
    }
    for (int level = 0; level < levels.size(); level++) {
      PartialTile tile = levels.get(level);
      if (!tile.isFull()) {
        continue;
      }
      files.writeFull(tile.path(), tile.bytes());
      level(level + 1).add(tile.root());
      tile.next();
      if (level == 0) {
        bundle.clear();
      }
    }
  }

  private PartialTile level(int level) {
    if (level == levels.size()) {
      levels.add(new PartialTile(level, 0));
    }
    return levels.get(level);
  }

  private TilePath bundlePath() {
    return new TilePath(TilePath.ENTRIES, levels.getFirst().path().index(), bundle.size());
  }

  /** Writes what a checkpoint of the present size needs beside the full tiles. */
  public void writePartials() throws IOException {
    settle();
    if (!bundle.isEmpty()) {
      files.writePartial(bundlePath(), EntryBundle.encode(bundle));
    }
    for (PartialTile tile : levels) {
      if (!tile.isEmpty()) {
        files.writePartial(tile.path(), tile.bytes());
      }
    }
  }

  public long size() {
    return range.size();
  }

  /** Entries in full bundles that are on the disk. */
  public long bundled() {
    return range.size() - bundle.size();
  }

  public Checkpoint checkpoint(String origin) {
    return new Checkpoint(origin, range.size(), range.root());
  }

  /** Puts the note of a checkpoint in the place where readers look for it. */
  public void publish(String note) throws IOException {
    files.writeCheckpoint(note);
  }

  /** Writes a small text file beside the checkpoint. */
  public void writeText(String name, String text) throws IOException {
    files.writeText(name, text);
  }

  /** The note of the newest checkpoint. */
  public Optional<byte[]> published() throws IOException {
    return files.tiles().checkpoint();
  }
}
