package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.attestation.AttestedKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened at each HSM that was tried; decides what the failure is. One thread. */
final class Trail {
  private final List<String> steps = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private @Nullable HsmFault fault;
  private boolean hintedWasWrong;

  /** The HSM answered, and its answer does not open the envelope. */
  void wrong(Candidate candidate, String step) {
    steps.add(candidate.key().hsm() + ": " + step);
    hintedWasWrong |= candidate.hinted();
  }

  void faulted(String hsm, HsmFault seen) {
    steps.add(hsm + ": " + seen.code() + " " + seen.seen());
    // A fault that may pass is worth a retry, so it outweighs one that stays.
    if (fault == null || fault instanceof HsmFault.Refused) {
      fault = seen;
    }
  }

  void refused(AttestedKey attested) {
    steps.add(attested.hsm() + ": attestation refused");
    findings.addAll(attested.findings());
  }

  String text() {
    return steps.isEmpty() ? "no key of the version fits the envelope" : String.join("; ", steps);
  }

  /**
   * If the key that the envelope names has answered, the envelope is at fault. Otherwise an HSM
   * that could not be used may hold the right key, so the envelope is not blamed.
   */
  KeyringError error(KeyName key, int version) {
    if (hintedWasWrong) {
      return new KeyringError.CannotOpen(text());
    }
    if (fault != null) {
      return new KeyringError.HsmUnavailable(fault, text());
    }
    return findings.isEmpty()
        ? new KeyringError.CannotOpen(text())
        : new KeyringError.KeyRefused(key, version, findings);
  }
}
