package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Opens texts and seals them again, without showing what is in them. Safe for use by many threads;
 * no method blocks. Stages fail with {@link KeyringException} itself.
 */
public final class Rewraps {
  private final KeyRegistry registry;
  private final Gate gate;
  private final Uses uses;
  private final SealedTexts texts;

  Rewraps(KeyRegistry registry, Gate gate, Uses uses, SealedTexts texts) {
    this.registry = registry;
    this.gate = gate;
    this.uses = uses;
    this.texts = texts;
  }

  /**
   * Seals with the version asked for, or the latest, what is in {@code ciphertext}; the associated
   * data is the same before and after. The key-use log has an intent and an outcome of the version
   * that opens, with the hash of the old text, and an outcome of the one that seals, with the hash
   * of the new text, before the stage completes.
   */
  public CompletionStage<Ciphertext> rewrap(
      Caller caller, KeyName key, String ciphertext, byte[] aad, OptionalInt version) {
    return gate.pass(
        caller,
        Operation.REWRAP,
        key,
        () -> {
          Ciphertext parsed = Ciphertext.parse(ciphertext);
          UseRecord use =
              uses.of(caller, Operation.REWRAP, key, parsed.version(), TextHash.sha256(ciphertext));
          return registry
              .currentFor(key, parsed.version())
              .thenCompose(
                  state ->
                      open(use, state, parsed, ciphertext.length(), aad)
                          .thenCompose(
                              plaintext ->
                                  seal(
                                      caller,
                                      key,
                                      VersionChoice.toEncrypt(state, version),
                                      plaintext,
                                      aad)));
        });
  }

  private CompletionStage<SecretBytes> open(
      UseRecord use, KeyState state, Ciphertext parsed, int length, byte[] aad) {
    KeyVersion version = VersionChoice.toDecrypt(state, parsed.version());
    SealedTexts.Opening opening = texts.opening(state.name(), version, parsed, aad);
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

  private CompletionStage<Ciphertext> seal(
      Caller caller, KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    UseRecord use = uses.of(caller, Operation.REWRAP, key, version.number());
    return use.around(texts.seal(key, version, plaintext, aad))
        .whenComplete((made, failure) -> plaintext.close())
        .thenCompose(
            made ->
                use.succeeded(
                        Optional.of(made.hsms()),
                        Optional.of(TextHash.sha256(made.ciphertext().toString())))
                    .thenApply(durable -> made.ciphertext()));
  }
}
