package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;

/** A call that failed on a connection: with a return code, or past its deadline in nanoseconds. */
record FailedCall(Link link, Throwable cause, long deadline) {
  String seen() {
    return cause instanceof HsmException e ? e.fault().seen() : String.valueOf(cause.getMessage());
  }

  HsmException as(HsmFault fault) {
    return new HsmException(fault, cause);
  }
}
