package io.sealbridge.sync.snapshot;

/** What came is no snapshot as Vault and OpenBao make it; the message says what was seen. */
public final class UnknownSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownSnapshotException(String message) {
    super(message);
  }
}
