package io.sealbridge.keyring;

/** An HSM call failed; {@link #fault()} says what that means. */
public final class HsmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HsmFault fault;

  public HsmException(HsmFault fault) {
    super(fault.code() + ": " + fault.seen());
    this.fault = fault;
  }

  public HsmException(HsmFault fault, Throwable cause) {
    super(fault.code() + ": " + fault.seen(), cause);
    this.fault = fault;
  }

  public HsmFault fault() {
    return fault;
  }
}
