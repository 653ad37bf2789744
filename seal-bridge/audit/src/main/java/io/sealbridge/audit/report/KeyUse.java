package io.sealbridge.audit.report;

import io.sealbridge.keyring.KeyUseEntry;
import java.util.Optional;

/**
 * One use of the key in the time that was asked about.
 *
 * @param origin of the log that has it
 * @param index of its outcome there, for a receipt
 * @param madeBy the log entry that tells where the opened ciphertext was made
 */
public record KeyUse(
    String origin, long index, KeyUseEntry.Outcome outcome, UseKind kind, Optional<String> madeBy) {
  /** The address without its port. */
  public String host() {
    return hostOf(outcome.peer());
  }

  static String hostOf(String peer) {
    int port = peer.lastIndexOf(':');
    return port > 0 && peer.substring(port + 1).matches("[0-9]{1,5}")
        ? peer.substring(0, port)
        : peer;
  }
}
