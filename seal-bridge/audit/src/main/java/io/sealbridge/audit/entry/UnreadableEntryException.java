package io.sealbridge.audit.entry;

/** The bytes of an entry are not an entry that is known here; the message says why. */
public final class UnreadableEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableEntryException(String message) {
    super(message);
  }
}
