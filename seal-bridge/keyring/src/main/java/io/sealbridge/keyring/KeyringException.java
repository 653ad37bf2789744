package io.sealbridge.keyring;

import org.jspecify.annotations.Nullable;

/**
 * The one way in which stages of the keyring and of the administration fail. The message is for
 * operators; what a caller may read is {@link KeyringError#text()}.
 */
public final class KeyringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient KeyringError error;

  public KeyringException(KeyringError error) {
    this(error, null);
  }

  public KeyringException(KeyringError error, @Nullable Throwable cause) {
    super(
        error.code() + ": " + error.text() + error.seen().map(s -> " [" + s + "]").orElse(""),
        cause);
    this.error = error;
  }

  public KeyringError error() {
    return error;
  }
}
