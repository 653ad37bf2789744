package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import org.jspecify.annotations.Nullable;

/** A message, and for verify what is said to be its signature or code. Immutable. */
record SignItem(
    @Nullable Octets input,
    @Nullable String signature,
    @Nullable String hmac,
    String reference,
    @Nullable BadBodyException fault)
    implements BatchItem {

  /** {@code missing} is what Vault says when it is not there. */
  Octets requireInput(String missing) {
    if (fault != null) {
      throw fault;
    }
    if (input == null) {
      throw new BadBodyException(missing);
    }
    return input;
  }

  /** The message; empty if a request without a batch gave none, as Vault has it. */
  Octets inputOrEmpty(boolean inBatch) {
    return input == null && fault == null && !inBatch
        ? Octets.copyOf(new byte[0])
        : requireInput("missing input");
  }

  /** A message is no secret of ours. */
  @Override
  public void close() {}
}
