package io.sealbridge.audit.merkle;

/** Where the hashes of complete subtrees come from. */
@FunctionalInterface
public interface TreeNodes {
  /**
   * The hash of the complete subtree over the entries {@code index << level} up to and without
   * {@code (index + 1) << level}.
   *
   * @throws MissingNodeException if it is not to be had
   */
  TreeHash node(int level, long index);
}
