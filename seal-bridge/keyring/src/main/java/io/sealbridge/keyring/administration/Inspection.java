package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.registry.StrayKey;
import io.sealbridge.keyring.registry.Strays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Looks at keys without changing or recording anything; goes on without the HSMs that are gone. */
final class Inspection {
  private record Seen(
      HsmToken token,
      Optional<HsmFault> fault,
      List<KeyState> states,
      List<KeyAttributes> objects) {
    Optional<KeyState> state(KeyName key) {
      return states.stream().filter(state -> state.name().equals(key)).findFirst();
    }
  }

  /** A version's key as it was described, or not found. */
  private record Described(int version, Optional<AttestedKey> key) {}

  private final List<HsmToken> tokens;
  private final Attestor attestor;

  Inspection(List<HsmToken> tokens, Attestor attestor) {
    this.tokens = tokens;
    this.attestor = attestor;
  }

  CompletionStage<List<KeyState>> list() {
    return lookAtAll()
        .thenApply(
            all -> {
              TreeMap<String, KeyState> highest = new TreeMap<>();
              for (Seen seen : all) {
                for (KeyState state : seen.states()) {
                  highest.merge(
                      state.name().value(), state, (a, b) -> b.serial() > a.serial() ? b : a);
                }
              }
              return List.copyOf(highest.values());
            });
  }

  CompletionStage<KeyReport> show(KeyName key) {
    return lookAtAll()
        .thenCompose(
            all -> {
              KeyState state =
                  all.stream()
                      .flatMap(seen -> seen.state(key).stream())
                      .max(Comparator.comparingLong(KeyState::serial))
                      .orElseThrow(
                          () -> new KeyringException(new KeyringError.UnknownKey(key.value())));
              return Stages.inTurn(all, seen -> report(seen, state))
                  .thenApply(hsms -> new KeyReport(state, hsms));
            });
  }

  /** Fails if no HSM answers. */
  private CompletionStage<List<Seen>> lookAtAll() {
    return Stages.inTurn(tokens, Inspection::lookAt)
        .thenApply(
            all -> {
              boolean none = all.stream().allMatch(seen -> seen.fault().isPresent());
              if (none) {
                Seen first = all.getFirst();
                throw new KeyringException(
                    new KeyringError.HsmMissing(first.token().name(), first.fault().orElseThrow()));
              }
              return all;
            });
  }

  private static CompletionStage<Seen> lookAt(HsmToken token) {
    return token
        .readStates()
        .thenCombine(
            token.listKeys(),
            (states, objects) -> new Seen(token, Optional.empty(), states, objects))
        .exceptionally(
            failure ->
                new Seen(
                    token,
                    Optional.of(
                        HsmException.faultOf(failure)
                            .orElseThrow(() -> KeyringException.of(failure))),
                    List.of(),
                    List.of()));
  }

  private CompletionStage<KeyReport.OnHsm> report(Seen seen, KeyState state) {
    String hsm = seen.token().name();
    return Stages.inTurn(
            seen.fault().isPresent() ? List.of() : state.versions(),
            version -> describe(seen.token(), state.name(), version))
        .thenApply(
            perVersion -> {
              List<Described> described = perVersion.stream().flatMap(List::stream).toList();
              return new KeyReport.OnHsm(
                  hsm,
                  seen.fault(),
                  seen.state(state.name())
                      .map(held -> OptionalLong.of(held.serial()))
                      .orElse(OptionalLong.empty()),
                  described.stream().flatMap(one -> one.key().stream()).toList(),
                  described.stream()
                      .filter(one -> one.key().isEmpty())
                      .map(Described::version)
                      .toList(),
                  strays(seen, state));
            });
  }

  private CompletionStage<List<Described>> describe(
      HsmToken token, KeyName key, KeyVersion version) {
    List<Recipient> here =
        version.recipients().stream()
            .filter(recipient -> recipient.hsm().equals(token.name()))
            .toList();
    return Stages.inTurn(
        here,
        recipient ->
            attestor
                .inspect(token, key, version.number(), recipient.tokenKey(key, version.number()))
                .thenApply(Optional::of)
                .exceptionally(failure -> absent(failure))
                .thenApply(found -> new Described(version.number(), found)));
  }

  private static Optional<AttestedKey> absent(Throwable failure) {
    if (HsmException.faultOf(failure).isEmpty()) {
      throw KeyringException.of(failure);
    }
    return Optional.empty();
  }

  private static List<StrayKey> strays(Seen seen, KeyState state) {
    String prefix = state.name() + "-v";
    return Strays.among(seen.token().name(), seen.objects(), List.of(state)).stream()
        .filter(stray -> stray.attributes().label().startsWith(prefix))
        .filter(
            stray ->
                stray
                    .attributes()
                    .label()
                    .substring(prefix.length())
                    .chars()
                    .allMatch(c -> c >= '0' && c <= '9'))
        .toList();
  }
}
