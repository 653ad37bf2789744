package io.sealbridge.audit.merkle;

import java.util.List;
import java.util.Optional;

/**
 * Shows that an entry is in a tree (RFC 6962, section 2.1.1).
 *
 * @param path the hashes beside the way from the leaf to the root, the leaf's sibling first
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("entry " + index + " is not among the first " + size);
    }
  }

  /** Whether the tree with this root has {@code leaf} at the proof's index. */
  public boolean shows(TreeHash leaf, TreeHash root) {
    return rootFrom(leaf).filter(root::equals).isPresent();
  }

  /** Empty if the path has not the length that index and size ask for. */
  private Optional<TreeHash> rootFrom(TreeHash leaf) {
    TreeHash hash = leaf;
    long node = index;
    long last = size - 1;
    for (TreeHash sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = TreeHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }
}
