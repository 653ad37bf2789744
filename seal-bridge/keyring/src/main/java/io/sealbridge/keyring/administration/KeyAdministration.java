package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.attestation.Attestor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Changes to keys, for the one writer. Every change needs every configured HSM; if one cannot be
 * reached nothing is changed and the error names it. Not for use by several processes at a time.
 * Stages fail with {@link io.sealbridge.keyring.KeyringException} itself, never wrapped.
 */
public final class KeyAdministration {
  public KeyAdministration(
      List<HsmToken> tokens,
      Attestor attestor,
      SerialMarks marks,
      KeyUseLog log,
      Clock clock,
      SecureRandom random) {}

  /** Makes a key on the HSMs of {@code placements}, one version. */
  public CompletionStage<KeyChange> create(
      String actor, KeyName key, KeyPurpose purpose, List<Placement> placements) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Makes a new version on the HSMs, and of the types, of the latest one. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Makes a new version as {@code placements} say: the way to add or remove an HSM. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key, List<Placement> placements) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Versions below {@code version} are refused for decrypt. May lower the minimum again. */
  public CompletionStage<KeyState> setMinDecryption(String actor, KeyName key, int version) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Retires {@code version} and all before it; the latest is never retired. */
  public CompletionStage<KeyState> retire(String actor, KeyName key, int version) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  public CompletionStage<KeyState> freeze(String actor, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  public CompletionStage<KeyState> thaw(String actor, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** The highest state of each key over the HSMs, ascending by name. Needs every HSM. */
  public CompletionStage<List<KeyState>> list() {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** One key with what every HSM says of it, read now. HSMs that cannot be reached say so in it. */
  public CompletionStage<KeyReport> show(KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** Copies the highest state to the HSMs that hold a lower one or none. @return those HSMs */
  public CompletionStage<List<String>> repair(String actor, KeyName key) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }
}
