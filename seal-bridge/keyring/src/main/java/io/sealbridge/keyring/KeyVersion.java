package io.sealbridge.keyring;

import java.time.Instant;
import java.util.List;

/** One version of a key: number 1 to 2^31-1, and its 1 to 4 recipients, one per HSM. */
public record KeyVersion(int number, Instant created, Layout layout, List<Recipient> recipients) {
  public static final int MAX_RECIPIENTS = 4;

  public KeyVersion {
    recipients = List.copyOf(recipients);
    if (number < 1) {
      throw new IllegalArgumentException("version must be between 1 and 2^31-1, was " + number);
    }
    if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
      throw new IllegalArgumentException(
          "version " + number + " must have 1 to 4 recipients, has " + recipients.size());
    }
    if (recipients.stream().map(Recipient::hsm).distinct().count() != recipients.size()) {
      throw new IllegalArgumentException("version " + number + " names an HSM twice");
    }
  }

  /** The label of this version's objects on every token. */
  public static String label(KeyName key, int number) {
    return key + "-v" + number;
  }
}
