package io.sealbridge.audit.verify;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tree as it is computed from the entries, compared tile by tile with what is on the disk.
 * Keeps one tile of each level. For one thread.
 */
final class CheckedTree {
  private final TileFolder tiles;
  private final Consumer<Finding> findings;
  private final OlderParts older;
  private final CompactRange range = new CompactRange();
  private final List<PartialTile> levels = new ArrayList<>();

  CheckedTree(TileFolder tiles, Consumer<Finding> findings) {
    this.tiles = tiles;
    this.findings = findings;
    this.older = new OlderParts(tiles, findings);
  }

  long size() {
    return range.size();
  }

  TreeHash root() {
    return range.root();
  }

  /** Adds the leaves of a bundle or of a part of one. */
  void add(List<TreeHash> leaves) {
    for (TreeHash leaf : leaves) {
      range.append(leaf);
      add(0, leaf);
    }
  }

  private void add(int level, TreeHash hash) {
    if (level == levels.size()) {
      levels.add(new PartialTile(level, 0));
    }
    PartialTile tile = levels.get(level);
    tile.add(hash);
    if (tile.isFull()) {
      compare(tile.path(), tile);
      TreeHash root = tile.root();
      tile.next();
      add(level + 1, root);
    }
  }

  /** Compares the partial tiles, those that a checkpoint needs and older ones that are left. */
  void comparePartial() {
    for (PartialTile tile : levels) {
      if (!tile.isEmpty()) {
        compare(tile.path(), tile);
        older.of(tile.path()).forEach(part -> compare(part, tile));
      }
    }
  }

  private void compare(TilePath path, PartialTile computed) {
    try {
      if (!Arrays.equals(tiles.hashes(path), computed.bytes(path.width()))) {
        findings.accept(
            Finding.broken(path.path(), "its hashes are not those of the entries below it"));
      }
    } catch (MalformedLogException e) {
      findings.accept(Finding.broken(path.path(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.accept(Finding.broken(path.path(), "cannot be read: " + e.getMessage()));
    }
  }
}
