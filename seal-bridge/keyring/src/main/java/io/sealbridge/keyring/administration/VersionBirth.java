package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Makes the keys of a new version, then the state that names it. */
final class VersionBirth {
  /**
   * What is to be made, by whose wish, and how the keys come to their HSMs.
   *
   * @param choices what to try, one after the other
   */
  record Plan(
      String actor,
      String change,
      KeyName key,
      int number,
      List<List<Placement>> choices,
      VersionMaker.Birth birth) {
    Plan {
      choices = List.copyOf(choices);
    }
  }

  private final List<HsmToken> tokens;
  private final VersionMaker maker;
  private final StateWriter writer;
  private final Clock clock;

  VersionBirth(List<HsmToken> tokens, VersionMaker maker, StateWriter writer, Clock clock) {
    this.tokens = List.copyOf(tokens);
    this.maker = maker;
    this.writer = writer;
    this.clock = clock;
  }

  CompletionStage<KeyChange> make(Plan plan, Function<KeyVersion, KeyState> stateWith) {
    return makeAny(plan, 0)
        .thenCompose(
            made -> {
              KeyState state = stateWith.apply(made.version(clock.instant()));
              return writer
                  .write(plan.actor(), plan.change(), state, tokens)
                  .handle((done, failure) -> failure)
                  .thenCompose(
                      failure ->
                          failure == null
                              ? CompletableFuture.completedFuture(
                                  new KeyChange(state, made.attested()))
                              : undo(made, failure));
            });
  }

  private CompletionStage<NewVersion> makeAny(Plan plan, int choice) {
    CompletionStage<NewVersion> made =
        maker.make(plan.key(), plan.number(), sites(plan.choices().get(choice)), plan.birth());
    return choice + 1 == plan.choices().size()
        ? made
        : made.exceptionallyCompose(
            failure ->
                isBeyondTheHsm(failure)
                    ? makeAny(plan, choice + 1)
                    : CompletableFuture.failedFuture(failure));
  }

  /**
   * Whether the HSM said no to what it was asked for. One that was away for a moment may be able to
   * do it, and the next choice, such as a weaker hash, would stay with the key for ever.
   */
  private static boolean isBeyondTheHsm(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HsmException hsm) {
        return switch (hsm.fault()) {
          case HsmFault.Refused _, HsmFault.BadInput _ -> true;
          case HsmFault.Stale _, HsmFault.Gone _, HsmFault.Busy _ -> false;
        };
      }
    }
    return false;
  }

  /** Destroys the new keys if it is sure that no HSM holds a state that names them. */
  private CompletionStage<KeyChange> undo(NewVersion made, Throwable failure) {
    Optional<StateWriter.NothingWritten> nothing = StateWriter.nothingWritten(failure);
    if (nothing.isEmpty()) {
      return CompletableFuture.failedFuture(KeyringException.of(failure));
    }
    KeyringError reason = nothing.get().reason().error();
    return maker
        .destroy(made)
        .thenCompose(
            remains ->
                CompletableFuture.failedFuture(
                    new KeyringException(
                        new KeyringError.ChangeFailed(
                            "the new state was not written: "
                                + reason.text()
                                + reason.seen().map(seen -> " [" + seen + "]").orElse("")
                                + "; nothing counts that did not before"
                                + (remains.isEmpty()
                                    ? ", and the new keys are destroyed"
                                    : ", but these keys remain: " + String.join(", ", remains))),
                        failure)));
  }

  private List<VersionMaker.Site> sites(List<Placement> placements) {
    if (placements.isEmpty() || placements.size() > KeyVersion.MAX_RECIPIENTS) {
      throw refused("a version is held by 1 to 4 HSMs, not " + placements.size());
    }
    if (placements.stream().map(Placement::hsm).distinct().count() != placements.size()) {
      throw refused("an HSM is named twice");
    }
    return placements.stream()
        .map(placement -> new VersionMaker.Site(token(placement.hsm()), placement))
        .toList();
  }

  private HsmToken token(String hsm) {
    return tokens.stream()
        .filter(token -> token.name().equals(hsm))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "no HSM is named "
                        + hsm
                        + " (there are: "
                        + String.join(", ", tokens.stream().map(HsmToken::name).toList())
                        + ")"));
  }

  private static KeyringException refused(String text) {
    return new KeyringException(new KeyringError.ChangeRefused(text));
  }
}
