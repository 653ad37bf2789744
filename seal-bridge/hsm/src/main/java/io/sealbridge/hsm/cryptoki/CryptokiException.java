package io.sealbridge.hsm.cryptoki;

/** A PKCS#11 function gave a return code that its wrapper does not treat as an answer. */
public final class CryptokiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String function;
  private final long code;

  /**
   * @param function the C name, {@code C_Decrypt}
   * @param code the CK_RV
   */
  public CryptokiException(String function, long code) {
    super(function + ": " + ReturnValue.nameOf(code));
    this.function = function;
    this.code = code;
  }

  public CryptokiException(String function, ReturnValue returnValue) {
    this(function, returnValue.code());
  }

  /** The C name of the function. */
  public String function() {
    return function;
  }

  /** The raw CK_RV, for vendor codes. */
  public long code() {
    return code;
  }

  public ReturnValue returnValue() {
    return ReturnValue.of(code);
  }
}
