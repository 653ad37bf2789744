package io.sealbridge.keyring;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * One version of a key: number 1 to 2^31-1, and its 1 to 4 recipients, one per HSM.
 *
 * @param layout what its ciphertexts are; an envelope only if every recipient wraps
 * @param certificates DER in standard base64, the key's own first; empty if there are none
 */
public record KeyVersion(
    int number,
    Instant created,
    Layout layout,
    List<Recipient> recipients,
    List<String> certificates) {
  public static final int MAX_RECIPIENTS = 4;

  /** A version without certificates. */
  public KeyVersion(int number, Instant created, Layout layout, List<Recipient> recipients) {
    this(number, created, layout, recipients, List.of());
  }

  public KeyVersion {
    recipients = List.copyOf(recipients);
    certificates = List.copyOf(certificates);
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
    boolean wraps = recipients.stream().allMatch(one -> one.usage() instanceof Wrapping);
    if (wraps == (layout == Layout.NONE)) {
      throw new IllegalArgumentException(
          "version " + number + " has layout " + layout + ", which does not fit its usage");
    }
    certificates.forEach(Base64.getDecoder()::decode);
  }

  /** Whether a Vault's root key may depend on it: made on HSMs, unable to leave, only wrapping. */
  boolean isFitToSeal() {
    return recipients.stream()
        .allMatch(
            recipient ->
                recipient.origin() == Origin.GENERATED
                    && switch (recipient.usage()) {
                      case Wrapping.AesGcm _ -> true;
                      case Wrapping.RsaOaep rsa -> !rsa.signs();
                      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ -> false;
                    });
  }

  /** The label of this version's objects on every token. */
  public static String label(KeyName key, int number) {
    return key + "-v" + number;
  }
}
