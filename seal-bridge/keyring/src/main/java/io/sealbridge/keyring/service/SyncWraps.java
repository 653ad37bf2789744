package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Wraps syncable keys inside their HSM for receivers that the configuration names. */
final class SyncWraps {
  private final KeyRegistry registry;
  private final Uses uses;
  private final AnyHsm hsms;
  private final Set<String> receivers;

  /**
   * @param receivers SHA-256 of their SubjectPublicKeyInfo in lower-case hex
   */
  SyncWraps(KeyRegistry registry, KeyUseLog log, Clock clock, Set<String> receivers) {
    this.registry = registry;
    this.uses = new Uses(log, clock);
    this.hsms = new AnyHsm(registry);
    this.receivers = Set.copyOf(receivers);
  }

  CompletionStage<Map<Integer, Octets>> wrap(
      Caller caller, KeyName key, OptionalInt version, PublicKeyInfo receiver, OaepHash hash) {
    requireNamed(receiver);
    return registry
        .current(key)
        .thenApply(state -> chosen(state, version))
        .thenCompose(
            versions -> {
              CompletionStage<Map<Integer, Octets>> all =
                  CompletableFuture.completedFuture(new TreeMap<>());
              for (KeyVersion one : versions) {
                all =
                    all.thenCompose(
                        wrapped ->
                            wrap(caller, key, one, receiver, hash)
                                .thenApply(
                                    bytes -> {
                                      wrapped.put(one.number(), bytes);
                                      return wrapped;
                                    }));
              }
              return all;
            });
  }

  private void requireNamed(PublicKeyInfo receiver) {
    String sha256 = HexFormat.of().formatHex(HashFunction.SHA256.digest(receiver.der()));
    if (!receivers.contains(sha256)) {
      throw new KeyringException(
          new KeyringError.Denied(
              "the configuration names no receiver whose public key has SHA-256 " + sha256));
    }
  }

  private static List<KeyVersion> chosen(KeyState current, OptionalInt wanted) {
    KeyState state = KeyChanges.application(Operation.SYNC, current);
    List<KeyVersion> chosen =
        state.versions().stream()
            .filter(version -> version.number() >= state.minDecryptionVersion())
            .filter(version -> wanted.isEmpty() || wanted.getAsInt() == version.number())
            .toList();
    if (chosen.isEmpty()) {
      throw new KeyringException(
          new KeyringError.InvalidInput("version does not exist or cannot be found"));
    }
    chosen.stream()
        .flatMap(version -> version.recipients().stream())
        .filter(recipient -> recipient.origin() != Origin.SYNCABLE)
        .findFirst()
        .ifPresent(
            kept -> {
              throw new KeyringException(
                  new KeyringError.ChangeRefused(
                      "key "
                          + state.name()
                          + " is not syncable, so it never leaves its HSM; a key is made syncable"
                          + " when it is created or not at all"));
            });
    return chosen;
  }

  private CompletionStage<Octets> wrap(
      Caller caller, KeyName key, KeyVersion version, PublicKeyInfo receiver, OaepHash hash) {
    UseRecord use = uses.of(caller, Operation.SYNC, key, version.number());
    return use.intent(0)
        .thenCompose(
            durable ->
                use.around(
                    hsms.of(
                            key,
                            version,
                            (token, tokenKey) -> token.exportKey(tokenKey, receiver, hash))
                        .exceptionally(
                            failure -> {
                              throw blamingTheReceiver(failure, hash);
                            })))
        .thenCompose(
            done ->
                use.succeeded(
                        Optional.of(done.recipient().hsm()),
                        Optional.of(TextHash.sha256(done.value())))
                    .thenApply(durable -> Octets.copyOf(done.value())));
  }

  private static KeyringException blamingTheReceiver(Throwable failure, OaepHash hash) {
    return HsmException.faultOf(failure).orElse(null) instanceof HsmFault.BadInput
        ? new KeyringException(
            new KeyringError.InvalidInput(
                "the HSM cannot wrap for this receiver by RSA-OAEP with " + hash.jcaName()),
            failure)
        : KeyringException.of(failure);
  }
}
