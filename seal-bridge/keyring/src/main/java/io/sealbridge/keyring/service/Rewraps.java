package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens texts and seals them again, without showing what is in them. Safe for use by many threads;
 * no method blocks. Stages fail with {@link KeyringException} itself.
 */
public final class Rewraps {
  private final KeyRegistry registry;
  private final Gate gate;
  private final Uses uses;
  private final RecordedTexts texts;

  Rewraps(KeyRegistry registry, Gate gate, Uses uses, RecordedTexts texts) {
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
                      texts
                          .open(
                              use,
                              key,
                              VersionChoice.toDecrypt(state, parsed.version()),
                              parsed,
                              ciphertext.length(),
                              aad)
                          .thenCompose(plaintext -> seal(caller, state, version, plaintext, aad)));
        });
  }

  /** Closes the plaintext, however it ends. */
  private CompletionStage<Ciphertext> seal(
      Caller caller, KeyState state, OptionalInt version, SecretBytes plaintext, byte[] aad) {
    return CompletableFuture.completedFuture(state)
        .thenApply(read -> VersionChoice.toEncrypt(read, version))
        .thenCompose(
            chosen ->
                texts.seal(
                    uses.of(caller, Operation.REWRAP, state.name(), chosen.number()),
                    state.name(),
                    chosen,
                    plaintext,
                    aad))
        .whenComplete((made, failure) -> plaintext.close());
  }
}
