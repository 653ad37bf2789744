package io.sealbridge.audit.tiles;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Entries one after the other, each behind its length as two bytes, the higher one first. */
public final class EntryBundle {
  /** The most bytes that an entry may have. */
  public static final int LONGEST_ENTRY = 0xFFFF;

  private static final int LENGTH_BYTES = 2;

  private EntryBundle() {}

  /** The bytes of a bundle. */
  public static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > LONGEST_ENTRY) {
        throw new IllegalArgumentException(
            "an entry has at most " + LONGEST_ENTRY + " bytes, this one " + entry.length);
      }
      bundle.write(entry.length >> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  /**
   * The entries of a bundle.
   *
   * @throws MalformedLogException if its bytes are not {@code width} entries and nothing else
   */
  public static List<byte[]> decode(byte[] bundle, TilePath path) throws MalformedLogException {
    List<byte[]> entries = new ArrayList<>(path.width());
    int at = 0;
    while (at < bundle.length && entries.size() < path.width()) {
      if (bundle.length - at < LENGTH_BYTES) {
        throw new MalformedLogException(path + " ends inside a length");
      }
      int length = (bundle[at] & 0xFF) << 8 | (bundle[at + 1] & 0xFF);
      at += LENGTH_BYTES;
      if (bundle.length - at < length) {
        throw new MalformedLogException(path + " ends inside an entry");
      }
      byte[] entry = new byte[length];
      System.arraycopy(bundle, at, entry, 0, length);
      entries.add(entry);
      at += length;
    }
    if (at != bundle.length || entries.size() != path.width()) {
      throw new MalformedLogException(
          path + " should have " + path.width() + " entries and nothing behind them");
    }
    return entries;
  }
}
