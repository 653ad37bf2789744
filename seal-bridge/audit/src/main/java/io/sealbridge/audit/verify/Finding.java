package io.sealbridge.audit.verify;

/**
 * Something that was found.
 *
 * @param where a file, an entry or a checkpoint
 * @param text what it is and what it means
 */
public record Finding(Severity severity, String where, String text) {
  /** What it does to the trust in the log. */
  public enum Severity {
    /** The log was changed, cut off, or is a fork. */
    BROKEN,
    /** To be looked at; the log itself is whole. */
    SUSPICIOUS,
    /** What could not be checked, or is as it has to be. */
    NOTE
  }

  static Finding broken(String where, String text) {
    return new Finding(Severity.BROKEN, where, text);
  }

  static Finding suspicious(String where, String text) {
    return new Finding(Severity.SUSPICIOUS, where, text);
  }

  static Finding note(String where, String text) {
    return new Finding(Severity.NOTE, where, text);
  }
}
