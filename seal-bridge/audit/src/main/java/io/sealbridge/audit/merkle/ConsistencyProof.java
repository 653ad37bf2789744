package io.sealbridge.audit.merkle;

import java.util.List;

/** Shows that a tree begins with another one (RFC 6962, section 2.1.2). */
public record ConsistencyProof(long from, long to, List<TreeHash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a tree of " + to + " does not begin with " + from);
    }
  }

  /** Whether {@code before} and {@code after} are the roots of such trees. */
  public boolean shows(TreeHash before, TreeHash after) {
    if (from == 0) {
      return path.isEmpty() && before.equals(TreeHash.EMPTY);
    }
    if (from == to) {
      return path.isEmpty() && before.equals(after);
    }
    return !path.isEmpty() && roots(before).equals(new Roots(before, after));
  }

  private record Roots(TreeHash before, TreeHash after) {}

  /** The two roots that the path leads to; that of nothing if its length is wrong. */
  private Roots roots(TreeHash before) {
    Roots wrong = new Roots(TreeHash.EMPTY, TreeHash.EMPTY);
    long node = from - 1;
    long last = to - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    boolean wholeSubtree = Long.bitCount(from) == 1;
    TreeHash old = wholeSubtree ? before : path.getFirst();
    TreeHash now = old;
    for (TreeHash hash : wholeSubtree ? path : path.subList(1, path.size())) {
      if (last == 0) {
        return wrong;
      }
      if ((node & 1) == 1 || node == last) {
        old = TreeHash.node(hash, old);
        now = TreeHash.node(hash, now);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        now = TreeHash.node(now, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? new Roots(old, now) : wrong;
  }
}
