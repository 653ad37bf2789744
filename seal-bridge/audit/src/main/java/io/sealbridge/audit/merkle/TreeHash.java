package io.sealbridge.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The SHA-256 hash of a leaf, a node or a whole tree (RFC 6962, section 2.1). Immutable. */
public final class TreeHash {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Only ever copied: a copy is made in a fraction of the time of a look-up. */
  private static final MessageDigest UNUSED = lookUp();

  /** Of the tree without entries. */
  public static final TreeHash EMPTY = new TreeHash(sha256().digest());

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash in {@code bytes} from {@code offset} on. */
  public static TreeHash at(byte[] bytes, int offset) {
    return new TreeHash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /**
   * Reads what {@link #base64} wrote.
   *
   * @throws IllegalArgumentException if it is not the base64 of 32 bytes
   */
  public static TreeHash parse(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length != BYTES || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("not the base64 of 32 bytes");
    }
    return new TreeHash(bytes);
  }

  /** Of an entry. */
  public static TreeHash leaf(byte[] entry) {
    return leaf(entry, 0, entry.length);
  }

  /** Of the entry that is a part of {@code bytes}. */
  public static TreeHash leaf(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    digest.update(bytes, offset, length);
    return new TreeHash(digest.digest());
  }

  /** Of two subtrees side by side. */
  public static TreeHash node(TreeHash left, TreeHash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new TreeHash(digest.digest());
  }

  /** Writes the 32 bytes into {@code target}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /** As in checkpoints and proofs (RFC 4648, section 4). */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(UNUSED.getProvider() + " has no SHA-256 to copy", e);
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
