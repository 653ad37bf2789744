package io.sealbridge.audit.tiles;

import io.sealbridge.audit.merkle.TreeHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last tile of a level, while it grows. For one thread. */
public final class PartialTile {
  private final int level;
  private final List<TreeHash> hashes = new ArrayList<>(TilePath.FULL);
  private long index;
  private @Nullable TreeHash root;

  /** An empty one. */
  public PartialTile(int level, long index) {
    this.level = level;
    this.index = index;
  }

  public void add(TreeHash hash) {
    hashes.add(hash);
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  public boolean isFull() {
    return hashes.size() == TilePath.FULL;
  }

  /** Where it is to be written; not of an empty one. */
  public TilePath path() {
    return new TilePath(level, index, hashes.size());
  }

  /** In their order. */
  public List<TreeHash> hashes() {
    return List.copyOf(hashes);
  }

  public byte[] bytes() {
    return bytes(hashes.size());
  }

  /** The first {@code width} hashes. */
  public byte[] bytes(int width) {
    byte[] bytes = new byte[width * TreeHash.BYTES];
    for (int i = 0; i < width; i++) {
      hashes.get(i).copyTo(bytes, i * TreeHash.BYTES);
    }
    return bytes;
  }

  /** Of a full tile; computed once. */
  public TreeHash root() {
    TreeHash known = root;
    if (known == null) {
      known = subtree(0, TilePath.FULL);
      root = known;
    }
    return known;
  }

  /** The root of {@code count} hashes, a power of two, from {@code first} on. */
  public TreeHash subtree(int first, int count) {
    return count == 1
        ? hashes.get(first)
        : TreeHash.node(subtree(first, count / 2), subtree(first + count / 2, count / 2));
  }

  /** Goes on with the next one, which is empty. */
  public void next() {
    hashes.clear();
    root = null;
    index++;
  }
}
