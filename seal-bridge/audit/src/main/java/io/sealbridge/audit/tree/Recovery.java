package io.sealbridge.audit.tree;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes up a tree from its full bundles. They are written in order, each before its tile, so only
 * the last tiles can be missing. That they were not changed is not looked at here but for the last
 * one; verifying is a command of its own.
 */
record Recovery(TreeFiles files) {
  Recovered recover() throws IOException {
    long bundles = fullBundles();
    List<PartialTile> levels = new ArrayList<>();
    levels.add(new PartialTile(0, bundles));
    if (bundles == 0) {
      return new Recovered(new CompactRange(), levels);
    }
    mendLastLeaves(bundles - 1);
    long below = bundles;
    for (int level = 1; below > 0; level++) {
      PartialTile tile = level(level, below);
      levels.add(tile);
      below /= TilePath.FULL;
    }
    return new Recovered(
        CompactRange.of(bundles * TilePath.FULL, (height, index) -> node(levels, height, index)),
        levels);
  }

  /** Of a subtree that is not in a full tile yet: those are the ones that the range is made of. */
  private static TreeHash node(List<PartialTile> levels, int height, long index) {
    int within = height % TilePath.HEIGHT;
    int first = (int) ((index << within) % TilePath.FULL);
    return levels.get(height / TilePath.HEIGHT).subtree(first, 1 << within);
  }

  /** Bundles without a gap from the first on. */
  private long fullBundles() {
    long beyond = 1;
    while (isThere(beyond - 1)) {
      beyond *= 2;
    }
    long least = beyond / 2;
    long most = beyond - 1;
    while (least < most) {
      long middle = least + (most - least + 1) / 2;
      if (isThere(middle - 1)) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return least;
  }

  private boolean isThere(long bundle) {
    return Files.exists(files.tiles().file(new TilePath(TilePath.ENTRIES, bundle, TilePath.FULL)));
  }

  private void mendLastLeaves(long index) throws IOException {
    TilePath bundle = new TilePath(TilePath.ENTRIES, index, TilePath.FULL);
    PartialTile leaves = new PartialTile(0, index);
    for (byte[] entry : files.tiles().entries(bundle)) {
      leaves.add(TreeHash.leaf(entry));
    }
    mend(leaves);
  }

  /** Writes a full tile that is missing; one that is another is refused. */
  private void mend(PartialTile tile) throws IOException {
    TilePath path = tile.path();
    if (!Files.exists(files.tiles().file(path))) {
      files.writeFull(path, tile.bytes());
    } else if (!Arrays.equals(files.tiles().hashes(path), tile.bytes())) {
      throw new MalformedLogException(
          path + " in " + files.tiles().folder() + " does not fit what is below it");
    }
  }

  /**
   * The last tile of a level, from the full tiles below it.
   *
   * @param below how many there are
   */
  private PartialTile level(int level, long below) throws IOException {
    long full = below / TilePath.FULL;
    if (below % TilePath.FULL == 0) {
      mend(tile(level, full - 1, below));
    }
    return tile(level, full, below);
  }

  private PartialTile tile(int level, long index, long below) throws IOException {
    PartialTile tile = new PartialTile(level, index);
    long first = index * TilePath.FULL;
    for (long child = first; child < Math.min(below, first + TilePath.FULL); child++) {
      tile.add(root(new TilePath(level - 1, child, TilePath.FULL)));
    }
    return tile;
  }

  private TreeHash root(TilePath path) throws IOException {
    byte[] hashes = files.tiles().hashes(path);
    PartialTile tile = new PartialTile(path.level(), path.index());
    for (int i = 0; i < TilePath.FULL; i++) {
      tile.add(TreeHash.at(hashes, i * TreeHash.BYTES));
    }
    return tile.root();
  }
}
