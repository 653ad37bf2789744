package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.attestation.Attestor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Changes to keys, for the one writer. Every change but a freeze needs every configured HSM; if one
 * cannot be used nothing is changed and the error names it. Changes through one instance run one
 * after the other; several processes at a time are the operator's to prevent. Stages fail with
 * {@link KeyringException} itself, never wrapped.
 */
public final class KeyAdministration {
  /** An HSM that cannot be asked may hold states that this writer has not seen. */
  private static final long BEYOND_OTHER_WRITES = 1_000;

  private final List<HsmToken> tokens;
  private final Attestor attestor;
  private final SerialMarks marks;
  private final VersionBirth births;
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
    this.writer = new StateWriter(marks, log, clock);
    this.births = new VersionBirth(tokens, new VersionMaker(attestor, random), writer, clock);
  }

  /**
   * Makes a key on the HSMs of {@code placements}. Its first version is 1, or the next number for
   * which no HSM has an object that is labelled like it.
   */
  public CompletionStage<KeyChange> create(
      String actor, KeyName key, KeyPurpose purpose, List<Placement> placements) {
    return createAny(actor, key, purpose, KeyTerms.NONE, List.of(placements));
  }

  /**
   * As the other, with terms.
   *
   * @param choices lists of placements, of which the first counts that the HSMs can do
   */
  public CompletionStage<KeyChange> createAny(
      String actor,
      KeyName key,
      KeyPurpose purpose,
      KeyTerms terms,
      List<List<Placement>> choices) {
    return create(actor, "create", key, purpose, terms, choices, HsmToken::generate);
  }

  /**
   * Takes a key in as the first version of an application key.
   *
   * @param choices placements of which the first counts that the HSM can do
   */
  public CompletionStage<KeyChange> importKey(
      String actor, KeyName key, KeyTerms terms, List<Placement> choices, Brought brought) {
    return create(
        actor,
        "import",
        key,
        KeyPurpose.APPLICATION,
        terms,
        choices.stream().map(List::of).toList(),
        (token, order) -> brought.to(token, order));
  }

  private CompletionStage<KeyChange> create(
      String actor,
      String change,
      KeyName key,
      KeyPurpose purpose,
      KeyTerms terms,
      List<List<Placement>> choices,
      VersionMaker.Birth birth) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      if (survey.highest(key).isPresent()) {
                        throw refused(
                            "key " + key + " exists; \"keys rotate\" makes a new version");
                      }
                      return births.make(
                          new VersionBirth.Plan(
                              actor, change, key, survey.freeNumber(key, 1), choices, birth),
                          version ->
                              new KeyState(
                                  key,
                                  purpose,
                                  marks.highest(key) + 1,
                                  false,
                                  1,
                                  0,
                                  List.of(version),
                                  terms));
                    }));
  }

  /** Makes a new version on the HSMs, and of the types, of the latest one. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key) {
    return addVersion(
        actor,
        "rotate",
        key,
        state -> List.of(state.latest().recipients().stream().map(Placement::like).toList()),
        HsmToken::generate);
  }

  /** Makes a new version as {@code placements} say: the way to add or remove an HSM. */
  public CompletionStage<KeyChange> rotate(String actor, KeyName key, List<Placement> placements) {
    return addVersion(actor, "rotate", key, state -> List.of(placements), HsmToken::generate);
  }

  /** Takes a key in as a further version. */
  public CompletionStage<KeyChange> importVersion(
      String actor, KeyName key, List<Placement> choices, Brought brought) {
    return addVersion(
        actor,
        "import",
        key,
        state -> choices.stream().map(List::of).toList(),
        (token, order) -> brought.to(token, order));
  }

  private CompletionStage<KeyChange> addVersion(
      String actor,
      String change,
      KeyName key,
      Function<KeyState, List<List<Placement>>> choices,
      VersionMaker.Birth birth) {
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
                      return births.make(
                          new VersionBirth.Plan(
                              actor, change, key, number, choices.apply(state), birth),
                          version -> Edit.withVersion(state, version));
                    }));
  }

  /** Versions below {@code version} are refused for decrypt. May lower the minimum again. */
  public CompletionStage<KeyState> setMinDecryption(String actor, KeyName key, int version) {
    return change(actor, "retire", key, state -> Edit.minDecryption(state, version));
  }

  /** Retires {@code version} and all before it; the latest is never retired. */
  public CompletionStage<KeyState> retire(String actor, KeyName key, int version) {
    return change(actor, "retire", key, state -> Edit.retire(state, version));
  }

  /**
   * Freezes the key on every HSM that can be used, even if others cannot: an emergency does not
   * wait for a repair. Then the serial grows by so much that no state on the others is newer.
   */
  public CompletionStage<Freeze> freeze(String actor, KeyName key) {
    return alone(
        () ->
            Survey.ofReachable(tokens)
                .thenCompose(
                    survey -> {
                      List<String> missing =
                          tokens.stream()
                              .filter(token -> !survey.tokens().contains(token))
                              .map(HsmToken::name)
                              .toList();
                      KeyState before = existing(survey, key);
                      KeyState after =
                          Edit.frozen(before, missing.isEmpty() ? 1 : BEYOND_OTHER_WRITES);
                      return (after.equals(before)
                              ? CompletableFuture.completedFuture(before)
                              : writer.writeOnly(actor, "freeze", after, survey.tokens()))
                          .thenApply(state -> new Freeze(state, missing));
                    }));
  }

  /** Without a signature; replicas that demand one go on refusing. */
  public CompletionStage<KeyState> thaw(String actor, KeyName key) {
    return change(actor, "thaw", key, Edit::thawed);
  }

  /** With a signature over the state's serial, which the replicas verify and this does not. */
  public CompletionStage<KeyState> thaw(String actor, KeyName key, Thaw thaw) {
    return change(actor, "thaw", key, state -> Edit.thawed(state, thaw));
  }

  /** Sets minimum versions, and whether the key may be deleted, as Transit's config does. */
  public CompletionStage<KeyState> configure(String actor, KeyName key, KeySettings settings) {
    return change(actor, "configure", key, settings::applyTo);
  }

  /** Keeps certificates, DER in standard base64, beside a version. */
  public CompletionStage<KeyState> setCertificates(
      String actor, KeyName key, int version, List<String> certificates) {
    return change(
        actor, "certify", key, state -> Edit.withCertificates(state, version, certificates));
  }

  /**
   * Drops the versions below {@code minAvailable} from the state and then destroys their keys. If
   * keys remain, which the error names, the versions are gone all the same.
   */
  public CompletionStage<KeyState> trim(String actor, KeyName key, int minAvailable) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      KeyState before = existing(survey, key);
                      KeyState after = Edit.trimmed(before, minAvailable);
                      CompletionStage<KeyState> written =
                          after.equals(before)
                              ? CompletableFuture.completedFuture(before)
                              : writer.writeOnly(actor, "trim", after, tokens);
                      return written.thenCompose(
                          state ->
                              Remains.of(survey, before, Edit.dropped(before, after))
                                  .destroy()
                                  .thenApply(done -> state));
                    }));
  }

  /**
   * Removes the state of an application key from every HSM and then destroys its keys. No state
   * that comes back later counts on this replica. Doing it again goes on where it was interrupted,
   * as long as an HSM holds a state of the key.
   */
  public CompletionStage<Void> delete(String actor, KeyName key) {
    return alone(
        () ->
            Survey.of(tokens)
                .thenCompose(
                    survey -> {
                      KeyState state =
                          survey
                              .highest(key)
                              .orElseThrow(
                                  () ->
                                      new KeyringException(
                                          new KeyringError.UnknownKey(key.value())));
                      Edit.requireDeletable(state);
                      return writer
                          .remove(actor, state, tokens)
                          .thenCompose(
                              removed -> Remains.of(survey, state, state.versions()).destroy());
                    }));
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
