package io.sealbridge.audit.tree;

import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.tiles.TilePath;
import java.util.ArrayList;
import java.util.List;

/** The last tile of a level, while it grows. For one thread. */
final class PartialTile {
  private final int level;
  private final List<TreeHash> hashes = new ArrayList<>(TilePath.FULL);
  private long index;

  PartialTile(int level, long index) {
    this.level = level;
    this.index = index;
  }

  void add(TreeHash hash) {
    hashes.add(hash);
  }

  boolean isEmpty() {
    return hashes.isEmpty();
  }

  boolean isFull() {
    return hashes.size() == TilePath.FULL;
  }

  /** Where it is to be written; not of an empty one. */
  TilePath path() {
    return new TilePath(level, index, hashes.size());
  }

  byte[] bytes() {
    byte[] bytes = new byte[hashes.size() * TreeHash.BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * TreeHash.BYTES);
    }
    return bytes;
  }

  /** Of a full tile. */
  TreeHash root() {
    return root(hashes);
  }

  private static TreeHash root(List<TreeHash> subtrees) {
    int half = subtrees.size() / 2;
    return half == 0
        ? subtrees.getFirst()
        : TreeHash.node(root(subtrees.subList(0, half)), root(subtrees.subList(half, 2 * half)));
  }

  /** Goes on with the next one, which is empty. */
  void next() {
    hashes.clear();
    index++;
  }
}
