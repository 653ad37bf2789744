package io.sealbridge.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree of entries appended so far, of which only the hashes of its complete subtrees are kept:
 * one for each bit that is set in the size. Not safe for use by many threads.
 */
public final class CompactRange {
  /** Largest subtree first. */
  private final List<TreeHash> subtrees = new ArrayList<>();

  private long size;

  /** The tree without entries. */
  public CompactRange() {}

  private CompactRange(long size, List<TreeHash> subtrees) {
    this.size = size;
    this.subtrees.addAll(subtrees);
  }

  /** The tree of the first {@code size} entries of the one that {@code nodes} belongs to. */
  public static CompactRange of(long size, TreeNodes nodes) {
    List<TreeHash> subtrees = new ArrayList<>();
    long start = 0;
    while (start < size) {
      int level = Long.numberOfTrailingZeros(Long.highestOneBit(size - start));
      subtrees.add(nodes.node(level, start >> level));
      start += 1L << level;
    }
    return new CompactRange(size, subtrees);
  }

  /** The same tree, which grows apart from this one. */
  public CompactRange copy() {
    return new CompactRange(size, subtrees);
  }

  public void append(TreeHash leaf) {
    append(0, leaf);
  }

  /**
   * Appends 2^{@code level} entries.
   *
   * @param subtree the root of the tree that they make by themselves
   * @throws IllegalStateException unless the size so far is a multiple of their number
   */
  public void append(int level, TreeHash subtree) {
    long entries = 1L << level;
    if (size % entries != 0) {
      throw new IllegalStateException(entries + " entries make no subtree behind " + size);
    }
    TreeHash hash = subtree;
    for (long rest = size >> level; (rest & 1) == 1; rest >>= 1) {
      hash = TreeHash.node(subtrees.removeLast(), hash);
    }
    subtrees.add(hash);
    size += entries;
  }

  public long size() {
    return size;
  }

  public TreeHash root() {
    if (subtrees.isEmpty()) {
      return TreeHash.EMPTY;
    }
    TreeHash hash = subtrees.getLast();
    for (TreeHash left : subtrees.reversed().subList(1, subtrees.size())) {
      hash = TreeHash.node(left, hash);
    }
    return hash;
  }
}
