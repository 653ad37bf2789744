package io.sealbridge.keyring.service;

import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.Permission;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
  private final KeyRegistry registry;
  private final WrapBudget budget;
  private final KeyAdministration administration;
  private final KeyringOptions options;
  private final Clock clock;
  private final Gate gate;
  private final DegradedSeals degraded;
  private final KeyChanges changes;
  private final Uses uses;
  private final RecordedTexts texts;
  private final Rewraps rewraps;
  private final DataKeys dataKeys;

  public Keyring(
      KeyRegistry registry,
      KeyUseLog log,
      WrapBudget budget,
      KeyAdministration administration,
      KeyringOptions options,
      AlarmListener alarms,
      Clock clock,
      SecureRandom random) {
    this.registry = registry;
    this.budget = budget;
    this.administration = administration;
    this.options = options;
    this.clock = clock;
    this.gate = new Gate(log, registry, clock);
    this.degraded = new DegradedSeals(alarms);
    this.changes = new KeyChanges(registry, log, options, clock);
    this.uses = new Uses(log, clock);
    this.texts =
        new RecordedTexts(
            new SealedTexts(
                new Sealer(registry, budget, degraded, options.sealDegraded(), random),
                new Opener(registry, random),
                new DirectCipher(registry, budget, random)));
    this.rewraps = new Rewraps(registry, gate, uses, texts);
    this.dataKeys = new DataKeys(registry, gate, uses, texts);
  }

  public Rewraps rewraps() {
    return rewraps;
  }

  public DataKeys dataKeys() {
    return dataKeys;
  }

  /**
   * Seals {@code plaintext} with the version asked for, or the latest. The keyring does not close
   * the plaintext; the caller does, after the stage has completed.
   */
  public CompletionStage<Ciphertext> encrypt(
      Caller caller, KeyName key, SecretBytes plaintext, byte[] aad, OptionalInt version) {
    return gate.pass(
        caller,
        Operation.ENCRYPT,
        key,
        () ->
            plaintext.length() == 0
                ? KeyringException.failed(new KeyringError.EmptyPlaintext())
                : registry
                    .current(key)
                    .thenApply(state -> VersionChoice.toEncrypt(state, version))
                    .thenCompose(
                        chosen ->
                            texts.seal(
                                uses.of(caller, Operation.ENCRYPT, key, chosen.number()),
                                key,
                                chosen,
                                plaintext,
                                aad)));
  }

  /** Opens a ciphertext text. The caller closes the result. */
  public CompletionStage<SecretBytes> decrypt(
      Caller caller, KeyName key, String ciphertext, byte[] aad) {
    return gate.pass(
        caller,
        Operation.DECRYPT,
        key,
        () -> {
          Ciphertext parsed = Ciphertext.parse(ciphertext);
          UseRecord use =
              uses.of(
                  caller, Operation.DECRYPT, key, parsed.version(), TextHash.sha256(ciphertext));
          return registry
              .currentFor(key, parsed.version())
              .thenApply(state -> VersionChoice.toDecrypt(state, parsed.version()))
              .thenCompose(
                  version -> texts.open(use, key, version, parsed, ciphertext.length(), aad));
        });
  }

  public CompletionStage<KeyDescription> describe(Caller caller, KeyName key) {
    return describe(caller, Operation.READ, key);
  }

  /** The key for a caller that may read its public keys. */
  public CompletionStage<KeyDescription> publicKeys(Caller caller, KeyName key) {
    return describe(caller, Operation.EXPORT, key);
  }

  private CompletionStage<KeyDescription> describe(
      Caller caller, Operation operation, KeyName key) {
    return gate.pass(
        caller,
        operation,
        key,
        () -> registry.current(key).thenApply(VersionChoice::visible).thenApply(this::described));
  }

  private KeyDescription described(KeyState state) {
    return new KeyDescription(state, budget.rotationAdvised(state.name(), state.latest().number()));
  }

  /**
   * Refuses, and writes down, what the caller's listener is not for; fails as unknown otherwise.
   * For those who must answer before they have looked at the request.
   */
  public <T> CompletionStage<T> elsewhere(Caller caller, Operation operation, KeyName key) {
    return gate.pass(
        caller,
        operation,
        key,
        () -> KeyringException.failed(new KeyringError.UnknownKey(key.value())));
  }

  /** The names of the keys that the caller may list, ascending. */
  public CompletionStage<List<KeyName>> list(Caller caller) {
    return gate.passAnywhere(
        caller,
        Operation.LIST,
        () ->
            CompletableFuture.completedFuture(
                registry.states().stream()
                    .filter(state -> mayList(caller, state))
                    .map(KeyState::name)
                    .toList()));
  }

  private static boolean mayList(Caller caller, KeyState state) {
    return caller.permission(Operation.LIST, state.name(), state.purpose())
        instanceof Permission.Allowed;
  }

  /** Makes a new version; refused unless this replica is the writer. */
  public CompletionStage<KeyDescription> rotate(Caller caller, KeyName key) {
    return gate.pass(
        caller,
        Operation.ROTATE,
        key,
        () ->
            options.isWriter()
                ? registry
                    .current(key)
                    .thenApply(VersionChoice::toRotate)
                    .thenCompose(state -> rotate(caller, state))
                : KeyringException.failed(
                    new KeyringError.NotWriter(options.node(), options.writer())));
  }

  private CompletionStage<KeyDescription> rotate(Caller caller, KeyState state) {
    KeyName key = state.name();
    return changes
        .written(
            caller,
            Operation.ROTATE,
            key,
            state.latest().number() + 1,
            () -> administration.rotate(KeyChanges.actor(caller), key))
        .thenApply(change -> described(change.state()));
  }

  /**
   * On the writer: makes a new version of every key whose latest was sealed here without an HSM
   * that is back now. To be called from time to time. A key that cannot be rotated yet is left for
   * the next call.
   *
   * @return the keys that were rotated
   */
  public CompletionStage<List<KeyName>> rotateDegraded() {
    if (!options.isWriter()) {
      return CompletableFuture.completedFuture(List.of());
    }
    List<KeyName> due = degraded.claim(registry, clock.instant());
    if (due.isEmpty()) {
      return CompletableFuture.completedFuture(due);
    }
    List<CompletableFuture<Optional<KeyName>>> rotations =
        due.stream().map(this::rotateIfPossible).toList();
    return CompletableFuture.allOf(rotations.toArray(CompletableFuture<?>[]::new))
        .thenCompose(done -> registry.refreshAnew())
        .thenApply(
            read ->
                rotations.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  private CompletableFuture<Optional<KeyName>> rotateIfPossible(KeyName key) {
    return administration
        .rotate("seal-bridge:degraded", key)
        .handle((change, failure) -> failure == null ? Optional.of(key) : Optional.<KeyName>empty())
        .toCompletableFuture();
  }
}
