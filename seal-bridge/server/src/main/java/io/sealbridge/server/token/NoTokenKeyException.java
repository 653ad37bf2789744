package io.sealbridge.server.token;

/** The key that signs tokens does not exist, or no HSM that has it can be used. */
public final class NoTokenKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What failed and what to type. */
  public static final String TEXT =
      "no HSM has the key that signs tokens, or none of them answers; if it was never made:"
          + " seal-bridge keys create bridge-tokens";

  public NoTokenKeyException() {
    super(TEXT);
  }
}
