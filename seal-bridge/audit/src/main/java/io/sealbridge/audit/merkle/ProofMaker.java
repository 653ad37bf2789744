package io.sealbridge.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** Makes proofs from the hashes of complete subtrees (RFC 6962, sections 2.1.1 and 2.1.2). */
public final class ProofMaker {
  private final TreeNodes nodes;

  public ProofMaker(TreeNodes nodes) {
    this.nodes = nodes;
  }

  /** The root of the first {@code size} entries. */
  public TreeHash root(long size) {
    return size == 0 ? TreeHash.EMPTY : hash(0, size);
  }

  /**
   * Shows that entry {@code index} is in the tree of the first {@code size}.
   *
   * @throws IllegalArgumentException if it is not
   */
  public InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("entry " + index + " is not among the first " + size);
    }
    List<TreeHash> path = new ArrayList<>();
    addInclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private void addInclusion(long index, long begin, long end, List<TreeHash> path) {
    if (end - begin == 1) {
      return;
    }
    long split = begin + split(end - begin);
    if (index < split) {
      addInclusion(index, begin, split, path);
      path.add(hash(split, end));
    } else {
      addInclusion(index, split, end, path);
      path.add(hash(begin, split));
    }
  }

  /**
   * Shows that the tree of the first {@code to} entries begins with the tree of the first {@code
   * from}. Empty if {@code from} is 0 or both are the same.
   */
  public ConsistencyProof consistency(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a tree of " + to + " does not begin with " + from);
    }
    List<TreeHash> path = new ArrayList<>();
    if (from > 0 && from < to) {
      addConsistency(from, 0, to, true, path);
    }
    return new ConsistencyProof(from, to, path);
  }

  private void addConsistency(
      long from, long begin, long end, boolean isOldRoot, List<TreeHash> path) {
    if (from == end) {
      if (!isOldRoot) {
        path.add(hash(begin, end));
      }
      return;
    }
    long split = begin + split(end - begin);
    if (from <= split) {
      addConsistency(from, begin, split, isOldRoot, path);
      path.add(hash(split, end));
    } else {
      addConsistency(from, split, end, false, path);
      path.add(hash(begin, split));
    }
  }

  private TreeHash hash(long begin, long end) {
    long length = end - begin;
    if (Long.bitCount(length) == 1) {
      int level = Long.numberOfTrailingZeros(length);
      return nodes.node(level, begin >> level);
    }
    long split = begin + split(length);
    return TreeHash.node(hash(begin, split), hash(split, end));
  }

  /** The largest power of two that is smaller than {@code length}. */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }
}
