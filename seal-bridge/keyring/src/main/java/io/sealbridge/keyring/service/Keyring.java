package io.sealbridge.keyring.service;

import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The use of keys for callers. Every use is in the key-use log before its result leaves: a decrypt
 * with intent before the HSM is called and outcome before the stage completes, an encrypt with its
 * outcome. Safe for use by many threads; no method blocks. Stages fail with {@link
 * KeyringException} itself, never wrapped, and complete on a thread of the HSM or of the log.
 */
public final class Keyring {
  public Keyring(
      KeyRegistry registry,
      KeyUseLog log,
      WrapBudget budget,
      KeyAdministration administration,
      KeyringOptions options,
      AlarmListener alarms,
      Clock clock,
      SecureRandom random) {}

  /**
   * Seals {@code plaintext} with the version asked for, or the latest. The keyring does not close
   * the plaintext; the caller does, after the stage has completed.
   */
  public CompletionStage<Ciphertext> encrypt(
      Caller caller, KeyName key, SecretBytes plaintext, byte[] aad, OptionalInt version) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Opens a ciphertext text. The caller closes the result. */
  public CompletionStage<SecretBytes> decrypt(
      Caller caller, KeyName key, String ciphertext, byte[] aad) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  public CompletionStage<KeyDescription> describe(Caller caller, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** The names of the keys that the caller may list, ascending. */
  public CompletionStage<List<KeyName>> list(Caller caller) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Makes a new version; refused unless this replica is the writer. */
  public CompletionStage<KeyDescription> rotate(Caller caller, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }
}
