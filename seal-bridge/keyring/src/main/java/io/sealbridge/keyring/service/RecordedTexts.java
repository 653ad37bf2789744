package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Seals and opens texts, and has each use in the key-use log before its result leaves. Safe for use
 * by many threads; never blocks.
 */
final class RecordedTexts {
  private final SealedTexts texts;

  RecordedTexts(SealedTexts texts) {
    this.texts = texts;
  }

  /** With an outcome, which has the hash of the new text. The plaintext stays the caller's. */
  CompletionStage<Ciphertext> seal(
      UseRecord use, KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    return use.around(texts.seal(key, version, plaintext, aad))
        .thenCompose(
            made ->
                use.succeeded(
                        Optional.of(made.hsms()),
                        Optional.of(TextHash.sha256(made.ciphertext().toString())))
                    .thenApply(durable -> made.ciphertext()));
  }

  /**
   * With an intent before an HSM is called, and an outcome. Throws what the caller is told of a
   * text that cannot be one of the version. The caller closes the result.
   *
   * @param length of the text as it came
   */
  CompletionStage<SecretBytes> open(
      UseRecord use, KeyName key, KeyVersion version, Ciphertext text, int length, byte[] aad) {
    SealedTexts.Opening opening = texts.opening(key, version, text, aad);
    return use.intent(length)
        .thenCompose(durable -> use.around(opening.begin()))
        .thenCompose(
            opened ->
                use.succeeded(Optional.of(opened.hsm()), use.ciphertextSha256())
                    .thenApply(durable -> opened.plaintext())
                    .whenComplete(
                        (plaintext, failure) -> {
                          if (failure != null) {
                            opened.plaintext().close();
                          }
                        }));
  }
}
