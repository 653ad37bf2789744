package io.sealbridge.audit.verify;

import io.sealbridge.audit.tiles.TilePath;

/**
 * Something that was found.
 *
 * @param where a file, an entry or a checkpoint
 * @param text what it is and what it means
 * @param extent the entries that can be trusted less for it
 */
public record Finding(Severity severity, String where, String text, Extent extent) {
  /** What it does to the trust in the log. */
  public enum Severity {
    /** The log was changed, cut off, or is a fork. */
    BROKEN,
    /** To be looked at; the log itself is whole. */
    SUSPICIOUS,
    /** What could not be checked, or is as it has to be. */
    NOTE
  }

  /** The whole log is broken. */
  static Finding broken(String where, String text) {
    return broken(where, text, Extent.WHOLE);
  }

  /** Entries are, and what the others are does not depend on them. */
  static Finding broken(String where, String text, Extent extent) {
    return new Finding(Severity.BROKEN, where, text, extent);
  }

  /** A tile or bundle is. */
  static Finding broken(TilePath path, String text) {
    return broken(path.path(), text, Extent.of(path));
  }

  static Finding suspicious(String where, String text) {
    return new Finding(Severity.SUSPICIOUS, where, text, Extent.WHOLE);
  }

  static Finding note(String where, String text) {
    return new Finding(Severity.NOTE, where, text, Extent.WHOLE);
  }
}
