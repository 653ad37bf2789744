package io.sealbridge.keyring;

import java.util.Optional;
import java.util.concurrent.CompletionException;

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

  /** The HSM's fault in the failure of a stage; empty if the failure is of another kind. */
  public static Optional<HsmFault> faultOf(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null ->
          faultOf(wrapper.getCause());
      case HsmException hsm -> Optional.of(hsm.fault());
      default -> Optional.empty();
    };
  }

  public HsmFault fault() {
    return fault;
  }
}
