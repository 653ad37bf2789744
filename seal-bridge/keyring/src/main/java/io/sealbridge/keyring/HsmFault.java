package io.sealbridge.keyring;

import java.time.Duration;

/**
 * What an HSM call that did not succeed means for whoever must react. {@code seen} names the
 * PKCS#11 function and return code ({@code C_Decrypt: CKR_DEVICE_ERROR}) or the event; it goes to
 * logs, never to a client.
 */
public sealed interface HsmFault {
  /** What was seen, for the operator. */
  String seen();

  /** A stable code for metrics, logs and the command line. */
  default String code() {
    return switch (this) {
      case Stale _ -> "HSM_STALE";
      case Gone _ -> "HSM_GONE";
      case Busy _ -> "HSM_BUSY";
      case Refused _ -> "HSM_REFUSED";
      case BadInput _ -> "HSM_BAD_INPUT";
    };
  }

  /** A dead session or handle: the adapter heals it and retries once, so callers rarely see it. */
  record Stale(String seen) implements HsmFault {}

  /** The device does not answer or does not know us any more; the adapter is rebuilding. */
  record Gone(String seen) implements HsmFault {}

  /** The device or our queue for it is full. */
  record Busy(String seen, Duration retryAfter) implements HsmFault {}

  /**
   * The device refuses for good: wrong PIN, missing mechanism, key not permitted. Never retried.
   */
  record Refused(String seen) implements HsmFault {}

  /** The input, not the device, is at fault; proven by a canary where the return code is vague. */
  record BadInput(String seen) implements HsmFault {}
}
