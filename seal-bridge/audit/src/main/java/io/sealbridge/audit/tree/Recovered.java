package io.sealbridge.audit.tree;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TilePath;
import java.util.ArrayList;
import java.util.List;

/** The tree of the full bundles on the disk. */
record Recovered(CompactRange range, List<PartialTile> levels) {
  /** The bundle and the tile of each level that the next entries go to. */
  List<TilePath> next() {
    List<TilePath> next = new ArrayList<>();
    long index = range.size() / TilePath.FULL;
    next.add(new TilePath(TilePath.ENTRIES, index, 1));
    for (int level = 0; level < levels.size(); level++) {
      next.add(new TilePath(level, index, 1));
      index /= TilePath.FULL;
    }
    return next;
  }
}
