package io.sealbridge.keyring;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Plaintext or key bytes: the one type that carries them. Owns its array and zeroes it on close;
 * {@link #toString} tells the length only. Not thread-safe; close it in the thread that used it
 * last.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps {@code bytes} itself; the caller must not keep it. */
  public static SecretBytes takeOwnershipOf(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  public int length() {
    return bytes.length;
  }

  /** Lends the array itself to {@code reader}, which must neither keep nor return it. */
  public <R> R use(Function<byte[], R> reader) {
    if (closed) {
      throw new IllegalStateException("secret is closed");
    }
    return reader.apply(bytes);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + " bytes]";
  }
}
