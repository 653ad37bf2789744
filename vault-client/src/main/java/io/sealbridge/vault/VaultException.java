package io.sealbridge.vault;

/** A request to Vault failed; the message is the fault's sentence. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient VaultFault fault;

  public VaultException(VaultFault fault) {
    super(fault.sentence());
    this.fault = fault;
  }

  public VaultFault fault() {
    return fault;
  }
}
