package io.sealbridge.audit.verify;

import io.sealbridge.audit.tiles.TilePath;

/**
 * Entries that something is about.
 *
 * @param from index of the first
 * @param to index behind the last; may be beyond the log
 */
public record Extent(long from, long to) {
  /** Every entry of the log. */
  public static final Extent WHOLE = new Extent(0, Long.MAX_VALUE);

  private static final int HIGHEST = 6;

  public Extent {
    if (from < 0 || from >= to) {
      throw new IllegalArgumentException("from must be 0 to " + to + ", was " + from);
    }
  }

  /** One entry. */
  static Extent entry(long index) {
    return new Extent(index, index + 1);
  }

  /** This one and all behind it. */
  static Extent from(long index) {
    return new Extent(index, Long.MAX_VALUE);
  }

  /** The entries of a bundle, or those below a tile. */
  static Extent of(TilePath path) {
    if (path.level() > HIGHEST) {
      return WHOLE;
    }
    int below = TilePath.HEIGHT * Math.max(0, path.level());
    long first = path.index() * TilePath.FULL;
    return new Extent(first << below, (first + path.width()) << below);
  }

  boolean has(long index) {
    return from <= index && index < to;
  }
}
