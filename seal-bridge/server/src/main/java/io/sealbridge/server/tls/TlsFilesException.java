package io.sealbridge.server.tls;

/** TLS files cannot be used. The message names the file, what was seen and what to do. */
public final class TlsFilesException extends Exception {

  private static final long serialVersionUID = 1L;

  public TlsFilesException(String message) {
    super(message);
  }

  public TlsFilesException(String message, Throwable cause) {
    super(message, cause);
  }
}
