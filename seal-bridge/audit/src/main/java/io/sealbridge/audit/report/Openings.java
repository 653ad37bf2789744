package io.sealbridge.audit.report;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells outcomes that opened a ciphertext from ones that made it. A rewrap has one of each under
 * the same name; the one that opened has an intent with its hash before it. The entries of one log
 * in order; for one thread.
 */
final class Openings {
  private final Set<String> rewraps = new HashSet<>();

  /** Of each entry, once. */
  boolean opens(KeyUseEntry entry) {
    if (entry instanceof KeyUseEntry.Intent intent && intent.operation() == Operation.REWRAP) {
      intent.ciphertextSha256().ifPresent(hash -> rewraps.add(intent.requestId() + " " + hash));
      return false;
    }
    return entry instanceof KeyUseEntry.Outcome outcome
        && switch (outcome.operation()) {
          case DECRYPT -> true;
          case REWRAP ->
              outcome
                  .ciphertextSha256()
                  .filter(hash -> rewraps.remove(outcome.requestId() + " " + hash))
                  .isPresent();
          case ENCRYPT,
              DATAKEY,
              SIGN,
              VERIFY,
              HMAC,
              READ,
              LIST,
              EXPORT,
              ROTATE,
              CREATE,
              CONFIGURE,
              DELETE,
              IMPORT,
              CERTIFY,
              SYNC,
              RANDOM ->
              false;
        };
  }
}
