package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Keys on HSMs that a state has named and that no state names any more. */
final class Remains {
  private record Remain(HsmToken token, TokenKey key) {
    String text() {
      return key.label() + " (CKA_ID " + key.id() + ") on " + token.name();
    }
  }

  private final List<Remain> all;

  private Remains(List<Remain> all) {
    this.all = all;
  }

  /** Of {@code versions}, those that the HSMs still have. */
  static Remains of(Survey survey, KeyState state, List<KeyVersion> versions) {
    return new Remains(
        versions.stream()
            .flatMap(
                version ->
                    version.recipients().stream()
                        .flatMap(recipient -> present(survey, state, version, recipient)))
            .toList());
  }

  private static Stream<Remain> present(
      Survey survey, KeyState state, KeyVersion version, Recipient recipient) {
    TokenKey key = recipient.tokenKey(state.name(), version.number());
    return survey.holdings().stream()
        .filter(holding -> holding.token().name().equals(recipient.hsm()))
        .filter(
            holding ->
                holding.keys().stream()
                    .anyMatch(
                        object ->
                            object.label().equals(key.label()) && object.id().equals(key.id())))
        .map(holding -> new Remain(holding.token(), key));
  }

  /** Goes on after a failure; fails in the end with what could not be destroyed. */
  CompletionStage<Void> destroy() {
    return Stages.inTurn(all, Remains::destroy)
        .thenApply(
            lists -> {
              List<String> left = lists.stream().flatMap(List::stream).toList();
              if (!left.isEmpty()) {
                throw new KeyringException(
                    new KeyringError.ChangeFailed(
                        "no state names these keys any more, but they could not be destroyed and"
                            + " must be by the HSM's own tools: "
                            + String.join(", ", left)));
              }
              return null;
            });
  }

  private static CompletionStage<List<String>> destroy(Remain remain) {
    return CompletableFuture.completedFuture(remain)
        .thenCompose(one -> one.token().destroy(one.key()))
        .handle((done, failure) -> failure == null ? List.of() : List.of(remain.text()));
  }
}
