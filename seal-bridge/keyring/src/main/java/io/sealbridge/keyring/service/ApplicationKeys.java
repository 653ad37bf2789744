package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.administration.KeySettings;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What callers may change of application keys. Everything here is refused for seal keys, which are
 * changed at the command line only, and unless this replica is the writer. Safe for use by many
 * threads; no method blocks. Stages fail with {@link io.sealbridge.keyring.KeyringException}
 * itself.
 */
public final class ApplicationKeys {
  /**
   * What a caller sets of a key; what is empty stays as it is.
   *
   * @param minEncryptionVersion 0 for the latest
   */
  public record Settings(
      OptionalInt minDecryptionVersion,
      OptionalInt minEncryptionVersion,
      Optional<Boolean> deletionAllowed) {}

  /**
   * A key that a caller brings, as {@link io.sealbridge.keyring.HsmToken#importKey} takes it.
   *
   * @param publicKey of a pair, for tokens that do not derive it
   */
  public record Import(
      KeyType type,
      Octets wrapped,
      OaepHash hash,
      boolean mayRotate,
      Optional<PublicKeyInfo> publicKey) {}

  private final KeyRegistry registry;
  private final KeyAdministration administration;
  private final WrapBudget budget;
  private final KeyChanges changes;
  private final WrappingKey wrappingKey;
  private final SyncWraps syncWraps;
  private final Function<KeyName, List<String>> hsmsOf;

  /**
   * @param hsmsOf the HSMs that a key is made on, as the configuration orders them
   * @param receivers SHA-256 of the SubjectPublicKeyInfo of each wrapping key that syncable keys
   *     may be wrapped for, in lower-case hex
   */
  public ApplicationKeys(
      KeyRegistry registry,
      KeyAdministration administration,
      WrapBudget budget,
      KeyUseLog log,
      KeyringOptions options,
      Function<KeyName, List<String>> hsmsOf,
      Set<String> receivers,
      Clock clock) {
    this.registry = registry;
    this.administration = administration;
    this.budget = budget;
    this.changes = new KeyChanges(registry, log, options, clock);
    this.wrappingKey = new WrappingKey(registry);
    this.syncWraps = new SyncWraps(registry, log, clock, receivers);
    this.hsmsOf = hsmsOf;
  }

  /**
   * Makes a key; the same key again, if it is there with this type, is no error. An AES key that is
   * not syncable is made on every HSM of the key, any other on the first.
   */
  public CompletionStage<KeyDescription> create(
      Caller caller, KeyName key, KeyType type, boolean syncable) {
    return changes.granted(
        caller,
        Operation.CREATE,
        key,
        () ->
            whetherThere(key)
                .thenCompose(
                    state ->
                        state
                            .map(there -> sameAgain(there, type, syncable))
                            .orElseGet(() -> make(caller, key, type, syncable))));
  }

  private CompletionStage<Optional<KeyState>> whetherThere(KeyName key) {
    return registry
        .current(key)
        .thenApply(Optional::of)
        .exceptionally(
            failure -> {
              KeyringException known = KeyringException.of(failure);
              if (known.error() instanceof KeyringError.UnknownKey) {
                return Optional.empty();
              }
              throw known;
            });
  }

  private CompletionStage<KeyDescription> sameAgain(
      KeyState state, KeyType type, boolean syncable) {
    KeyDescription there = described(KeyChanges.application(Operation.CREATE, state));
    if (there.type() != type || state.terms().syncable() != syncable) {
      throw new KeyringException(
          new KeyringError.ChangeRefused(
              "key %s exists as %s%s"
                  .formatted(
                      state.name(),
                      there.type().transitName(),
                      state.terms().syncable() ? ", syncable" : "")));
    }
    return CompletableFuture.completedFuture(there);
  }

  private CompletionStage<KeyDescription> make(
      Caller caller, KeyName key, KeyType type, boolean syncable) {
    return changes
        .written(
            caller,
            Operation.CREATE,
            key,
            1,
            () ->
                administration.createAny(
                    KeyChanges.actor(caller),
                    key,
                    KeyPurpose.APPLICATION,
                    new KeyTerms(false, 0, syncable, false),
                    KeyPlans.toMake(type, syncable, hsmsOf.apply(key))))
        .thenApply(made -> described(made.state()));
  }

  /** Sets what {@code settings} name, by Vault's rules. */
  public CompletionStage<KeyDescription> configure(Caller caller, KeyName key, Settings settings) {
    KeySettings wanted =
        new KeySettings(
            settings.minDecryptionVersion(),
            settings.minEncryptionVersion(),
            settings.deletionAllowed());
    return changes
        .change(
            caller,
            Operation.CONFIGURE,
            key,
            state -> administration.configure(KeyChanges.actor(caller), key, wanted))
        .thenApply(this::described);
  }

  /** Destroys the versions below {@code minAvailableVersion} for good. */
  public CompletionStage<KeyDescription> trim(Caller caller, KeyName key, int minAvailableVersion) {
    return changes
        .change(
            caller,
            Operation.CONFIGURE,
            key,
            state -> administration.trim(KeyChanges.actor(caller), key, minAvailableVersion))
        .thenApply(this::described);
  }

  /**
   * Destroys the key for good, if its settings allow it. Other replicas stop using it when they
   * next read the states from every HSM.
   */
  public CompletionStage<Void> delete(Caller caller, KeyName key) {
    return changes.change(
        caller,
        Operation.DELETE,
        key,
        state -> administration.delete(KeyChanges.actor(caller), key));
  }

  /** The public key for which callers wrap what they import, of the one HSM that takes keys in. */
  public CompletionStage<PublicKeyInfo> wrappingKey(Caller caller) {
    return changes.grantedAnywhere(
        caller,
        Operation.IMPORT,
        () -> wrappingKey.latest().thenApply(WrappingKey.Unwrapper::publicKey));
  }

  /** Takes a key in as version 1. */
  public CompletionStage<KeyDescription> importKey(Caller caller, KeyName key, Import brought) {
    return changes.granted(
        caller,
        Operation.IMPORT,
        key,
        () ->
            wrappingKey
                .latest()
                .thenCompose(
                    unwrapper ->
                        changes.written(
                            caller,
                            Operation.IMPORT,
                            key,
                            1,
                            () ->
                                Imports.blamingTheInput(
                                    administration.importKey(
                                        KeyChanges.actor(caller),
                                        key,
                                        new KeyTerms(false, 0, false, brought.mayRotate()),
                                        KeyPlans.toTakeIn(brought.type(), unwrapper.hsm()),
                                        Imports.of(unwrapper, brought)))))
                .thenApply(made -> described(made.state())));
  }

  /** Takes a further version of an imported key in; it is of the key's own type. */
  public CompletionStage<KeyDescription> importVersion(Caller caller, KeyName key, Import brought) {
    return changes
        .change(
            caller,
            Operation.IMPORT,
            key,
            state ->
                wrappingKey
                    .latest()
                    .thenCompose(
                        unwrapper ->
                            Imports.blamingTheInput(
                                administration.importVersion(
                                    KeyChanges.actor(caller),
                                    key,
                                    KeyPlans.toTakeIn(Imports.type(state), unwrapper.hsm()),
                                    Imports.of(unwrapper, brought)))))
        .thenApply(made -> described(made.state()));
  }

  /**
   * Wraps a syncable key's versions (all that are available, or one) for {@code receiver}, whose
   * hash must be among those that the configuration names.
   *
   * @return the wrapped key of each version
   */
  public CompletionStage<Map<Integer, Octets>> wrapFor(
      Caller caller, KeyName key, OptionalInt version, PublicKeyInfo receiver, OaepHash hash) {
    return changes.granted(
        caller, Operation.SYNC, key, () -> syncWraps.wrap(caller, key, version, receiver, hash));
  }

  /**
   * Keeps a certificate chain beside a version; the first certificate must be of its public key.
   *
   * @param chain DER, the key's own first
   */
  public CompletionStage<KeyDescription> setCertificates(
      Caller caller, KeyName key, int version, List<Octets> chain) {
    return changes
        .change(
            caller,
            Operation.CERTIFY,
            key,
            state ->
                administration.setCertificates(
                    KeyChanges.actor(caller),
                    key,
                    version,
                    CertificateChain.checked(
                        VersionChoice.toVerify(state, version, "version"), chain)))
        .thenApply(this::described);
  }

  private KeyDescription described(KeyState state) {
    return new KeyDescription(state, budget.rotationAdvised(state.name(), state.latest().number()));
  }
}
