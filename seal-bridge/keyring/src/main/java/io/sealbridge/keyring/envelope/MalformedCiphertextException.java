package io.sealbridge.keyring.envelope;

/**
 * A ciphertext text or an envelope is not of the one accepted shape. The message begins with {@code
 * invalid ciphertext:} and may be shown to the caller: it holds positions and numbers, no content.
 */
public final class MalformedCiphertextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedCiphertextException(String reason) {
    // Without a stack trace: whoever sends rubbish should not cost more than rubbish is worth.
    super("invalid ciphertext: " + reason, null, false, false);
  }
}
