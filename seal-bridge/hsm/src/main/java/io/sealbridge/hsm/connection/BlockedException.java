package io.sealbridge.hsm.connection;

/** An attempt to connect met something that only an operator can change. */
final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Blocked blocked;

  BlockedException(Blocked blocked) {
    super(blocked.reason());
    this.blocked = blocked;
  }

  Blocked blocked() {
    return blocked;
  }
}
