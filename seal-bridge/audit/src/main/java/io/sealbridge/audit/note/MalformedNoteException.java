package io.sealbridge.audit.note;

/** A text is not the note, checkpoint or key that it should be; the message says why. */
public final class MalformedNoteException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedNoteException(String message) {
    super(message);
  }
}
