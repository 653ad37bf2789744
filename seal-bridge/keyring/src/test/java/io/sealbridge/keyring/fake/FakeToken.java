package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A token in memory with real cryptography and switches for what goes wrong. Calls complete in the
 * calling thread unless they are held. Safe for use by many threads.
 */
public final class FakeToken implements HsmToken {
  @FunctionalInterface
  private interface Work<T> {
    T run() throws GeneralSecurityException;
  }

  private record Said(String label, KeyAttributes.Name attribute, Attribute value) {}

  private record Planned(Optional<String> call, HsmFault fault) {
    boolean isFor(String made) {
      return call.map(made::equals).orElse(true);
    }
  }

  private final String name;
  private final List<Said> overrides = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private final List<FakeKey> keys = new ArrayList<>();
  private final TreeMap<String, KeyState> states = new TreeMap<>();
  private final List<Planned> planned = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<KeyAttributes.Name> unspoken = EnumSet.noneOf(KeyAttributes.Name.class);
  private @Nullable CompletableFuture<Void> gate;
  private byte @Nullable [] nextUnwrapped;
  private @Nullable String vanishingCall;
  private HsmStatus status = new HsmStatus.Ready(1, Instant.EPOCH, "fake");
  private long generation = 1;

  public FakeToken(String name) {
    this.name = name;
  }

  /** The next call fails with {@code fault}; several calls queue several faults. */
  public synchronized void failNext(HsmFault fault) {
    planned.add(new Planned(Optional.empty(), fault));
  }

  /** The next call of this name ({@code unwrap}, {@code writeState}, ...) fails. */
  public synchronized void failNext(String call, HsmFault fault) {
    planned.add(new Planned(Optional.of(call), fault));
  }

  /** Every call fails as Gone until {@link #comeBack}. */
  public synchronized void goAway() {
    status =
        new HsmStatus.Unavailable(
            new HsmFault.Gone("C_GetSlotInfo: CKR_TOKEN_NOT_PRESENT"), Instant.EPOCH);
  }

  /** Goes away in the middle of the next call of this name, which is not done. */
  public synchronized void goAwayAt(String call) {
    vanishingCall = call;
  }

  /** Answers again, as a new connection. */
  public synchronized void comeBack() {
    generation++;
    status = new HsmStatus.Ready(generation, Instant.EPOCH, "fake");
  }

  /** Calls from now on start and do not end until {@link #release}. */
  public synchronized void hold() {
    gate = new CompletableFuture<>();
  }

  public void release() {
    CompletableFuture<Void> opened;
    synchronized (this) {
      opened = gate;
      gate = null;
    }
    if (opened != null) {
      opened.complete(null);
    }
  }

  public synchronized void forgetStates() {
    states.clear();
  }

  /** Puts a state there as if it had been written elsewhere, whatever its serial. */
  public synchronized void putState(KeyState state) {
    states.put(state.name().value(), state);
  }

  public synchronized List<KeyState> statesNow() {
    return List.copyOf(states.values());
  }

  /** A usable AES key that no state names, as somebody else's program might make it. */
  public synchronized TokenKey plant(String label, CkaId id) {
    FakeKey key = generated(new KeyOrder(label, id, KeyType.AES_256, new UsageChoice.AesGcm()));
    key.override(KeyAttributes.Name.PRIVATE, Attribute.FALSE);
    keys.add(key);
    return key.tokenKey();
  }

  /** From now on the token says {@code value} of the keys with this label. */
  public synchronized void override(String label, KeyAttributes.Name attribute, Attribute value) {
    keys.stream()
        .filter(key -> key.tokenKey().label().equals(label))
        .forEach(key -> key.override(attribute, value));
    overrides.add(new Said(label, attribute, value));
  }

  /** The profile of this make lists the attribute as one it never tells. */
  public synchronized void neverTells(KeyAttributes.Name attribute) {
    unspoken.add(attribute);
  }

  /** Names of the calls that were made, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public synchronized void forgetCalls() {
    calls.clear();
  }

  /** Gives the key with this label another CKA_ID, as a restore to another token may. */
  public synchronized void changeId(String label, CkaId id) {
    keys.replaceAll(key -> key.tokenKey().label().equals(label) ? key.underId(id) : key);
  }

  /** The next unwrap gives these bytes, whatever it was asked to unwrap. */
  public synchronized void unwrapNextTo(byte[] bytes) {
    nextUnwrapped = bytes.clone();
  }

  /** Removes a key from under the state that names it. */
  public synchronized void lose(String label) {
    keys.removeIf(key -> key.tokenKey().label().equals(label));
  }

  public synchronized List<String> labels() {
    return keys.stream().map(key -> key.tokenKey().label()).sorted().toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized HsmStatus status() {
    return status;
  }

  @Override
  public synchronized Set<KeyAttributes.Name> unspokenAttributes() {
    return Set.copyOf(unspoken);
  }

  @Override
  public CompletionStage<WrappedKey> wrap(TokenKey key, SecretBytes dataKey, byte[] aad) {
    return call("wrap", () -> find(key).wrap(dataKey, aad, random));
  }

  @Override
  public CompletionStage<SecretBytes> unwrap(TokenKey key, WrappedKey wrapped, byte[] aad) {
    return call(
        "unwrap",
        () -> {
          byte[] planned = nextUnwrapped;
          nextUnwrapped = null;
          return planned == null
              ? find(key).unwrap(wrapped, aad)
              : SecretBytes.takeOwnershipOf(planned);
        });
  }

  @Override
  public CompletionStage<KeyAttributes> describe(TokenKey key) {
    return call("describe", () -> find(key).describe());
  }

  @Override
  public CompletionStage<List<KeyAttributes>> listKeys() {
    return call(
        "listKeys",
        () ->
            keys.stream()
                .map(FakeKey::describe)
                .sorted(Comparator.comparing(KeyAttributes::label))
                .toList());
  }

  @Override
  public CompletionStage<TokenKey> generate(KeyOrder order) {
    return call("generate", () -> add(FakeKey.generate(order)));
  }

  @Override
  public CompletionStage<Void> destroy(TokenKey key) {
    return call("destroy", () -> keys.remove(find(key))).thenAccept(removed -> {});
  }

  @Override
  public CompletionStage<List<KeyState>> readStates() {
    return call("readStates", () -> List.copyOf(states.values()));
  }

  @Override
  public CompletionStage<Void> writeState(KeyState state) {
    return call("writeState", () -> states.put(state.name().value(), state) == null)
        .thenAccept(created -> {});
  }

  @Override
  public CompletionStage<SecretBytes> random(int length) {
    return call(
        "random",
        () -> {
          byte[] bytes = new byte[length];
          random.nextBytes(bytes);
          return SecretBytes.takeOwnershipOf(bytes);
        });
  }

  @Override
  public CompletionStage<byte[]> sign(TokenKey key, SignatureScheme scheme, byte[] input) {
    return call("sign", () -> find(key).sign(scheme, input, random));
  }

  @Override
  public CompletionStage<byte[]> mac(TokenKey key, HashFunction hash, byte[] input) {
    return call("mac", () -> find(key).mac(hash, input));
  }

  /** It derives public keys itself, so that the one given is not looked at. */
  @Override
  public CompletionStage<TokenKey> importKey(
      TokenKey unwrapper, byte[] wrapped, KeyOrder order, Optional<PublicKeyInfo> publicKey) {
    return call("importKey", () -> add(find(unwrapper).takeIn(wrapped, order)));
  }

  @Override
  public CompletionStage<byte[]> exportKey(TokenKey key, PublicKeyInfo receiver, OaepHash hash) {
    return call("exportKey", () -> find(key).giveOut(receiver, hash, random));
  }

  @Override
  public CompletionStage<Void> removeState(KeyName key) {
    return call("removeState", () -> Optional.ofNullable(states.remove(key.value())))
        .thenAccept(removed -> {});
  }

  private TokenKey add(FakeKey key) {
    overrides.stream()
        .filter(override -> override.label().equals(key.tokenKey().label()))
        .forEach(override -> key.override(override.attribute(), override.value()));
    keys.add(key);
    return key.tokenKey();
  }

  private <T> CompletableFuture<T> call(String call, Work<T> work) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      calls.add(call);
      waiting = gate;
    }
    return waiting == null ? now(call, work) : waiting.thenCompose(opened -> now(call, work));
  }

  private synchronized <T> CompletableFuture<T> now(String call, Work<T> work) {
    if (call.equals(vanishingCall)) {
      vanishingCall = null;
      goAway();
    }
    if (status instanceof HsmStatus.Unavailable(HsmFault fault, Instant _)) {
      return CompletableFuture.failedFuture(new HsmException(fault));
    }
    Optional<Planned> due = planned.stream().filter(plan -> plan.isFor(call)).findFirst();
    if (due.isPresent()) {
      planned.remove(due.get());
      return CompletableFuture.failedFuture(new HsmException(due.get().fault()));
    }
    try {
      return CompletableFuture.completedFuture(work.run());
    } catch (HsmException e) {
      return CompletableFuture.failedFuture(e);
    } catch (GeneralSecurityException e) {
      return CompletableFuture.failedFuture(
          new HsmException(new HsmFault.BadInput("C_Decrypt: CKR_ENCRYPTED_DATA_INVALID"), e));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new HsmException(new HsmFault.BadInput("C_Sign: CKR_DATA_LEN_RANGE"), e));
    }
  }

  private FakeKey find(TokenKey wanted) {
    return keys.stream()
        .filter(key -> key.tokenKey().id().equals(wanted.id()))
        .filter(key -> key.tokenKey().label().equals(wanted.label()))
        .findFirst()
        .orElseThrow(
            () ->
                new HsmException(
                    new HsmFault.Refused(
                        "no key labelled \"" + wanted.label() + "\" with id " + wanted.id())));
  }

  private static FakeKey generated(KeyOrder order) {
    try {
      return FakeKey.generate(order);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
