package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.WrappedKey;

/** The data key as wrapped for one HSM. */
public record EnvelopeRecipient(KeyId keyId, Mechanism mechanism, WrappedKey wrapped) {
  /**
   * For what a token or the software has wrapped.
   *
   * @throws IllegalArgumentException if IV or wrapped key have a length that the format has not,
   *     which a reader would refuse for ever after
   */
  public EnvelopeRecipient {
    if (!mechanism.ivMayBe(wrapped.iv().length)
        || !mechanism.wrappedMayBe(wrapped.bytes().length)) {
      throw new IllegalArgumentException(
          mechanism + " does not make " + wrapped + "; the HSM's answer is not usable");
    }
  }
}
