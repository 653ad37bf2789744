package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Data keys and random bytes from the HSM. Safe for use by many threads; no method blocks. Stages
 * fail with {@link KeyringException} itself.
 */
public final class DataKeys {
  /** The most random bytes that are given at a time, as in Vault. */
  public static final int MAX_RANDOM_BYTES = 128 * 1024;

  private static final Set<Integer> BITS = Set.of(128, 256, 512);

  /**
   * A data key, sealed.
   *
   * @param plaintext for who may see it; the caller closes it
   */
  public record DataKey(Ciphertext ciphertext, Optional<SecretBytes> plaintext) {}

  private final KeyRegistry registry;
  private final Gate gate;
  private final Uses uses;
  private final RecordedTexts texts;
  private final HsmRandom random;

  DataKeys(KeyRegistry registry, Gate gate, Uses uses, RecordedTexts texts) {
    this.registry = registry;
    this.gate = gate;
    this.uses = uses;
    this.texts = texts;
    this.random = new HsmRandom(registry.tokens());
  }

  /**
   * Makes a data key of {@code bits} (128, 256 or 512) in the HSM's random generator and seals it
   * with the version asked for, or the latest. Its outcome is in the key-use log before the stage
   * completes.
   *
   * @param shown give the plaintext too, which needs the grant of a decrypt as well
   */
  public CompletionStage<DataKey> make(
      Caller caller, KeyName key, int bits, byte[] aad, OptionalInt version, boolean shown) {
    return gate.pass(
        caller,
        Operation.DATAKEY,
        key,
        () ->
            shown
                ? gate.pass(
                    caller, Operation.DECRYPT, key, () -> make(caller, key, bits, aad, version))
                : make(caller, key, bits, aad, version).thenApply(DataKeys::hidden));
  }

  private static DataKey hidden(DataKey made) {
    made.plaintext().ifPresent(SecretBytes::close);
    return new DataKey(made.ciphertext(), Optional.empty());
  }

  private CompletionStage<DataKey> make(
      Caller caller, KeyName key, int bits, byte[] aad, OptionalInt version) {
    if (!BITS.contains(bits)) {
      throw new KeyringException(new KeyringError.InvalidInput("invalid bit length"));
    }
    return registry
        .current(key)
        .thenApply(state -> VersionChoice.toEncrypt(state, version))
        .thenCompose(
            chosen ->
                random
                    .bytes(bits / Byte.SIZE)
                    .thenCompose(secret -> seal(caller, key, chosen, secret, aad)));
  }

  private CompletionStage<DataKey> seal(
      Caller caller, KeyName key, KeyVersion version, SecretBytes secret, byte[] aad) {
    return texts
        .seal(uses.of(caller, Operation.DATAKEY, key, version.number()), key, version, secret, aad)
        .thenApply(ciphertext -> new DataKey(ciphertext, Optional.of(secret)))
        .whenComplete(
            (made, failure) -> {
              if (failure != null) {
                secret.close();
              }
            });
  }

  /**
   * Random bytes of the first HSM that can be used; the caller closes them. No key is used, so
   * nothing is written to the key-use log.
   *
   * @param length 1 to {@link #MAX_RANDOM_BYTES}
   */
  public CompletionStage<SecretBytes> random(Caller caller, int length) {
    return gate.passAnywhere(
        caller,
        Operation.RANDOM,
        () -> {
          if (length < 1 || length > MAX_RANDOM_BYTES) {
            throw new KeyringException(
                new KeyringError.InvalidInput(
                    "\"bytes\" must be between 1 and " + MAX_RANDOM_BYTES));
          }
          return random.bytes(length);
        });
  }
}
