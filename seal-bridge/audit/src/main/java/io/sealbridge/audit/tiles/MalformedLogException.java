package io.sealbridge.audit.tiles;

import java.io.IOException;

/** A file of a log is not there or has not the form that it should have; the message names it. */
public final class MalformedLogException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedLogException(String message) {
    super(message);
  }

  public MalformedLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
