package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.attestation.Attestor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Changes to keys, for the one writer. Every change needs every configured HSM; if one cannot be
 * used nothing is changed and the error names it. Changes through one instance run one after the
 * other; several processes at a time are the operator's to prevent. Stages fail with {@link
 * KeyringException} itself, never wrapped.
 */
public final class KeyAdministration {
  private final List<HsmToken> tokens;
  private final Attestor attestor;
  private final SerialMarks marks;
  private final Clock clock;
  private final VersionMaker maker;
  private final StateWriter writer;
  private CompletionStage<?> last = CompletableFuture.completedFuture(true);

  public KeyAdministration(
      List<HsmToken> tokens,
      Attestor attestor,
      SerialMarks marks,
      KeyUseLog log,
      Clock clock,
      SecureRandom random) {
    this.tokens = List.copyOf(tokens);
    this.attestor = attestor;
    this.marks = marks;
    this.clock = clock;
    this.maker = new VersionMaker(attestor, random);
    this.writer = new StateWriter(marks, log, clock);
  }

  /**
   * Makes a key on the HSMs of {@code placements}. Its first version is 1, or the next number for
   * which no HSM has an object that is labelled like it.
   */
  public CompletionStage<KeyChange> create(
      String actor, KeyName key, KeyPurpose purpose, List<Placement> placements) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      if (survey.highest(key).isPresent()) {
                        throw refused(
                            "key " + key + " exists; \"keys rotate\" makes a new version");
                      }
                      return makeVersion(
                          actor,
                          "create",
                          key,
                          survey.freeNumber(key, 1),
                          placements,
                          version ->
                              new KeyState(
                                  key,
                                  purpose,
                                  marks.highest(key) + 1,
                                  false,
                                  1,
                                  0,
                                  List.of(version)));
                    }));
  }

  /** Makes a new version on the HSMs, and of the types, of the latest one. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key) {
    return rotate(
        actor, key, state -> state.latest().recipients().stream().map(Placement::like).toList());
  }

  /** Makes a new version as {@code placements} say: the way to add or remove an HSM. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key, List<Placement> placements) {
    return rotate(actor, key, state -> placements);
  }

  private CompletionStage<KeyChange> rotate(
      String actor, KeyName key, Function<KeyState, List<Placement>> placements) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      KeyState state = existing(survey, key);
                      if (state.frozen()) {
                        throw new KeyringException(new KeyringError.Frozen(key));
                      }
                      int number =
                          survey.freeNumber(key, Math.incrementExact(state.latest().number()));
                      return makeVersion(
                          actor,
                          "rotate",
                          key,
                          number,
                          placements.apply(state),
                          version -> with(state, version));
                    }));
  }

  private static KeyState with(KeyState state, KeyVersion version) {
    List<KeyVersion> versions = new ArrayList<>(state.versions());
    versions.add(version);
    return new KeyState(
        state.name(),
        state.purpose(),
        state.serial() + 1,
        state.frozen(),
        state.minDecryptionVersion(),
        state.minEncryptionVersion(),
        versions);
  }

  private CompletionStage<KeyChange> makeVersion(
      String actor,
      String change,
      KeyName key,
      int number,
      List<Placement> placements,
      Function<KeyVersion, KeyState> stateWith) {
    return maker
        .make(key, number, sites(placements))
        .thenCompose(
            made -> {
              KeyState state = stateWith.apply(made.version(clock.instant()));
              return writer
                  .write(actor, change, state, tokens)
                  .handle((done, failure) -> failure)
                  .thenCompose(
                      failure ->
                          failure == null
                              ? CompletableFuture.completedFuture(
                                  new KeyChange(state, made.attested()))
                              : undo(made, failure));
            });
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

  /** Versions below {@code version} are refused for decrypt. May lower the minimum again. */
  public CompletionStage<KeyState> setMinDecryption(String actor, KeyName key, int version) {
    return change(actor, "retire", key, state -> Edit.minDecryption(state, version));
  }

  /** Retires {@code version} and all before it; the latest is never retired. */
  public CompletionStage<KeyState> retire(String actor, KeyName key, int version) {
    return change(actor, "retire", key, state -> Edit.retire(state, version));
  }

  public CompletionStage<KeyState> freeze(String actor, KeyName key) {
    return change(actor, "freeze", key, state -> Edit.frozen(state, true));
  }

  public CompletionStage<KeyState> thaw(String actor, KeyName key) {
    return change(actor, "thaw", key, state -> Edit.frozen(state, false));
  }

  private CompletionStage<KeyState> change(
      String actor, String change, KeyName key, UnaryOperator<KeyState> edit) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      KeyState before = existing(survey, key);
                      KeyState after = edit.apply(before);
                      return after.equals(before)
                          ? CompletableFuture.completedFuture(before)
                          : writer.writeOnly(actor, change, after, tokens);
                    }));
  }

  private KeyState existing(Survey survey, KeyName key) {
    KeyState state =
        survey
            .highest(key)
            .orElseThrow(() -> new KeyringException(new KeyringError.UnknownKey(key.value())));
    if (state.serial() < marks.highest(key)) {
      throw new KeyringException(
          new KeyringError.StateWentBack(key, state.serial(), marks.highest(key)));
    }
    return state;
  }

  /** The highest state of each key over the HSMs that answer, ascending by name. */
  public CompletionStage<List<KeyState>> list() {
    return KeyringException.onlyFailureOf(new Inspection(tokens, attestor).list());
  }

  /** One key with what every HSM says of it, read now. HSMs that cannot be used say so in it. */
  public CompletionStage<KeyReport> show(KeyName key) {
    return KeyringException.onlyFailureOf(new Inspection(tokens, attestor).show(key));
  }

  /**
   * Copies the highest state to the HSMs that hold a lower one or none.
   *
   * @return those HSMs
   */
  public CompletionStage<List<String>> repair(String actor, KeyName key) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      KeyState state = existing(survey, key);
                      List<HsmToken> behind =
                          survey.holdings().stream()
                              .filter(holding -> !holding.state(key).equals(Optional.of(state)))
                              .map(Survey.Holding::token)
                              .toList();
                      List<String> names = behind.stream().map(HsmToken::name).toList();
                      return behind.isEmpty()
                          ? CompletableFuture.completedFuture(names)
                          : writer
                              .writeOnly(actor, "repair", state, behind)
                              .thenApply(written -> names);
                    }));
  }

  /** After every change that was asked for before. */
  private <T> CompletionStage<T> alone(Supplier<CompletionStage<T>> change) {
    CompletionStage<T> turn;
    synchronized (this) {
      turn = last.handle((done, failure) -> change).thenCompose(Supplier::get);
      last = turn;
    }
    return KeyringException.onlyFailureOf(turn);
  }

  private static KeyringException refused(String text) {
    return new KeyringException(new KeyringError.ChangeRefused(text));
  }
}
