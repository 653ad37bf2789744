package io.sealbridge.audit.tiles;

import java.util.Locale;
import java.util.Optional;

/**
 * Names a tile of hashes or a bundle of entries (C2SP tlog-tiles, "Merkle Tree" and "Log entries").
 *
 * @param level of the tree's hashes; {@link #ENTRIES} for a bundle
 * @param index of the tile within its level
 * @param width hashes or entries in it: 1 to 256
 */
public record TilePath(int level, long index, int width) {
  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  /** Levels of the tree that a tile spans: a full one has 2^HEIGHT hashes. */
  public static final int HEIGHT = 8;

  /** The level of bundles. */
  public static final int ENTRIES = -1;

  /** What the name of a folder ends with in which one is until it is full. */
  static final String PARTIAL = ".p";

  private static final int BITS = 8;
  private static final int HIGHEST = 63;

  public TilePath {
    if (level < ENTRIES || level > HIGHEST) {
      throw new IllegalArgumentException("level must be between 0 and 63, was " + level);
    }
    if (index < 0) {
      throw new IllegalArgumentException("index must not be negative, was " + index);
    }
    if (width < 1 || width > FULL) {
      throw new IllegalArgumentException("width must be between 1 and 256, was " + width);
    }
  }

  /** The bundle {@code index} of a log of {@code size} entries; empty if it has none. */
  public static Optional<TilePath> bundle(long index, long size) {
    return of(ENTRIES, index, size);
  }

  /** The tile of a log of {@code size} entries; empty if it has none. */
  public static Optional<TilePath> tile(int level, long index, long size) {
    return of(level, index, size);
  }

  private static Optional<TilePath> of(int level, long index, long size) {
    int below = BITS * Math.max(level, 0);
    long hashes = below >= Long.SIZE ? 0 : size >> below;
    long width = Math.min(FULL, hashes - index * FULL);
    return width < 1 ? Optional.empty() : Optional.of(new TilePath(level, index, (int) width));
  }

  public boolean isFull() {
    return width == FULL;
  }

  /** The full one of which this is the beginning. */
  public TilePath full() {
    return new TilePath(level, index, FULL);
  }

  /** Relative to the folder of the log, with slashes. */
  public String path() {
    StringBuilder path = new StringBuilder("tile/");
    path.append(level == ENTRIES ? "entries" : Integer.toString(level)).append('/');
    path.append(number(index));
    if (!isFull()) {
      path.append(PARTIAL).append('/').append(width);
    }
    return path.toString();
  }

  /** In groups of three digits, all but the last with an x before it. */
  private static String number(long index) {
    String last = String.format(Locale.ROOT, "%03d", index % 1000);
    StringBuilder groups = new StringBuilder(last);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return groups.toString();
  }

  @Override
  public String toString() {
    return path();
  }
}
