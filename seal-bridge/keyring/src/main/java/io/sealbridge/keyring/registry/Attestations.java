package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.attestation.Attestor;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Every version's key on every HSM is attested once per connection, before its first use over it. A
 * refusal outlives the connection until a newer word replaces it.
 */
final class Attestations {
  private record Slot(String hsm, KeyName key, int version, CkaId id) {}

  private record Entry(long generation, CompletableFuture<AttestedKey> result) {}

  private final Attestor attestor;
  private final Map<Slot, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Slot, AttestedKey> refusals = new ConcurrentHashMap<>();

  Attestations(Attestor attestor) {
    this.attestor = attestor;
  }

  /** Fails with the HSM's or the log's exception if the key cannot be attested now. */
  CompletionStage<AttestedKey> of(HsmToken token, KeyName key, int version, Recipient recipient) {
    Slot slot = new Slot(token.name(), key, version, recipient.id());
    if (!(token.status() instanceof HsmStatus.Ready ready)) {
      return attest(token, slot, recipient);
    }
    Entry entry = entries.get(slot);
    if (entry != null && entry.generation() == ready.generation()) {
      return entry.result();
    }
    return renew(token, slot, recipient, ready.generation());
  }

  private CompletionStage<AttestedKey> renew(
      HsmToken token, Slot slot, Recipient recipient, long generation) {
    Entry renewed = new Entry(generation, new CompletableFuture<>());
    Entry winner =
        entries.compute(
            slot,
            (same, present) ->
                present != null && present.generation() >= generation ? present : renewed);
    if (!winner.equals(renewed)) {
      return winner.result();
    }
    attest(token, slot, recipient)
        .whenComplete(
            (attested, failure) -> {
              if (failure == null) {
                renewed.result().complete(attested);
              } else {
                entries.remove(slot, renewed);
                renewed.result().completeExceptionally(failure);
              }
            });
    return renewed.result();
  }

  private CompletionStage<AttestedKey> attest(HsmToken token, Slot slot, Recipient recipient) {
    return attestor
        .attest(token, slot.key(), slot.version(), recipient.tokenKey(slot.key(), slot.version()))
        .thenApply(
            attested -> {
              if (attested.accepted()) {
                refusals.remove(slot);
              } else {
                refusals.put(slot, attested);
              }
              return attested;
            });
  }

  /** The last word on the key, if that was a refusal; asks no HSM. */
  Optional<AttestedKey> refusal(KeyName key, int version, Recipient recipient) {
    return Optional.ofNullable(
        refusals.get(new Slot(recipient.hsm(), key, version, recipient.id())));
  }

  /** Forgets what no state names any more. */
  void keepOnly(Collection<KeyState> states) {
    Set<Slot> named =
        states.stream()
            .flatMap(
                state ->
                    state.versions().stream()
                        .flatMap(
                            version ->
                                version.recipients().stream()
                                    .map(
                                        recipient ->
                                            new Slot(
                                                recipient.hsm(),
                                                state.name(),
                                                version.number(),
                                                recipient.id()))))
            .collect(Collectors.toSet());
    entries.keySet().retainAll(named);
    refusals.keySet().retainAll(named);
  }

  List<AttestedKey> all() {
    return entries.values().stream()
        .map(Entry::result)
        .filter(result -> result.isDone() && !result.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .sorted(
            Comparator.comparing((AttestedKey attested) -> attested.key().value())
                .thenComparingInt(AttestedKey::keyVersion)
                .thenComparing(AttestedKey::hsm))
        .toList();
  }
}
