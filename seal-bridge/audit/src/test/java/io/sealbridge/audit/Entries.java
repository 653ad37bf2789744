package io.sealbridge.audit;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.time.Instant;
import java.util.Optional;

/** Entries for tests. */
final class Entries {
  static final Instant AT = Instant.parse("2026-11-24T10:00:00.123456Z");

  private Entries() {}

  /** An intent that its request id tells from others. */
  static KeyUseEntry intent(String requestId) {
    return new KeyUseEntry.Intent(
        AT,
        requestId,
        Operation.DECRYPT,
        new KeyName("root"),
        1,
        "vault-a",
        "token:0123456789abcdef",
        "127.0.0.1:40000",
        Optional.of("0".repeat(64)),
        212);
  }
}
