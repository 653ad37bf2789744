package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.standing.Standings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that count. A state is good while some reachable HSM has confirmed it within the maximum
 * age; then it ages into refusals rather than being trusted further. Safe for use by many threads;
 * no method blocks.
 */
public final class KeyRegistry {
  /**
   * When what was read is too old, and how often it may be read again.
   *
   * @param maxAge how long a state is good for after an HSM last confirmed it
   * @param forcedRefreshInterval the least time between two refreshes forced by unknown names
   */
  public record Timing(Duration maxAge, Duration forcedRefreshInterval) {
    public static final Timing DEFAULT = new Timing(Duration.ofSeconds(60), Duration.ofSeconds(1));
  }

  private record View(
      Map<KeyName, Known> known,
      Map<KeyName, StateMerge.WentBack> wentBack,
      Map<String, HsmFault> unread,
      Optional<Instant> refreshed) {}

  private static final CompletableFuture<Void> NONE = CompletableFuture.completedFuture(null);

  private final List<HsmToken> tokens;
  private final SerialMarks marks;
  private final AlarmListener alarms;
  private final Standings standings;
  private final Timing timing;
  private final Clock clock;
  private final Attestations attestations;
  private final StrayWatch strayWatch;
  private final ForcedRefresh forced;
  private final AtomicReference<CompletableFuture<Void>> running = new AtomicReference<>(NONE);
  private volatile View view = new View(Map.of(), Map.of(), Map.of(), Optional.empty());

  /** Believes every state. */
  public KeyRegistry(
      List<HsmToken> tokens,
      Attestor attestor,
      SerialMarks marks,
      AlarmListener alarms,
      Timing timing,
      Clock clock) {
    this(tokens, attestor, marks, Standings.AS_HELD, alarms, timing, clock);
  }

  public KeyRegistry(
      List<HsmToken> tokens,
      Attestor attestor,
      SerialMarks marks,
      Standings standings,
      AlarmListener alarms,
      Timing timing,
      Clock clock) {
    this.tokens = List.copyOf(tokens);
    this.marks = marks;
    this.alarms = alarms;
    this.standings = standings;
    this.timing = timing;
    this.clock = clock;
    this.attestations = new Attestations(attestor);
    this.strayWatch = new StrayWatch(alarms);
    this.forced = new ForcedRefresh(this::refreshAnew, timing.forcedRefreshInterval(), clock);
  }

  /**
   * Reads the states from every HSM, adopts what counts and attests what is new; a call while one
   * is under way joins it. The stage never fails: what could not be read shows in the alarms and,
   * after the maximum age, in refusals.
   */
  public CompletionStage<Void> refresh() {
    CompletableFuture<Void> last = running.get();
    if (!last.isDone()) {
      return last;
    }
    CompletableFuture<Void> round = new CompletableFuture<>();
    if (!running.compareAndSet(last, round)) {
      return refresh();
    }
    start(round);
    return round;
  }

  /** As {@link #refresh}, but never joins one that may have read already. */
  public CompletionStage<Void> refreshAnew() {
    return running.get().thenCompose(before -> refresh());
  }

  private void start(CompletableFuture<Void> round) {
    // Begun inside a stage, so that even an adapter that throws ends the round.
    CompletionStage<Void> begin = NONE;
    begin
        .thenCompose(begun -> readAll())
        .thenCompose(adopted -> attestAndLook())
        .whenComplete((done, failure) -> round.complete(null));
  }

  private CompletionStage<Void> readAll() {
    List<CompletableFuture<Reading>> readings =
        tokens.stream().map(token -> Reading.of(token).toCompletableFuture()).toList();
    return all(readings)
        .thenAccept(read -> adopt(readings.stream().map(CompletableFuture::join).toList()));
  }

  private void adopt(List<Reading> readings) {
    Instant now = clock.instant();
    List<Reading.Read> read =
        readings.stream()
            .filter(Reading.Read.class::isInstance)
            .map(Reading.Read.class::cast)
            .toList();
    Map<String, HsmFault> unread =
        readings.stream()
            .filter(Reading.Unread.class::isInstance)
            .map(Reading.Unread.class::cast)
            .collect(Collectors.toMap(Reading.Unread::hsm, Reading.Unread::fault));
    View before = view;
    StateMerge.Result result =
        StateMerge.merge(before.known(), read, unread.isEmpty(), marks::highest, standings, now);
    view =
        new View(
            result.known(),
            result.wentBack(),
            Map.copyOf(unread),
            read.isEmpty() ? before.refreshed() : Optional.of(now));
    unread.forEach((hsm, fault) -> alarms.raised(new Alarm.StatesUnread(hsm, fault)));
    result.alarms().forEach(alarms::raised);
    result.known().values().forEach(this::raiseMark);
    standings.inForce(result.known().values().stream().map(Known::standing).toList());
  }

  private void raiseMark(Known known) {
    KeyName key = known.state().name();
    long serial = known.state().serial();
    if (serial > marks.highest(key)) {
      marks
          .raise(key, serial)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  alarms.raised(new Alarm.SerialNotKept(key, serial, failure.toString()));
                }
              });
    }
  }

  private CompletionStage<Void> attestAndLook() {
    List<KeyState> states = states();
    attestations.keepOnly(states);
    Instant now = clock.instant();
    Stream<CompletableFuture<?>> looks =
        tokens.stream().map(token -> strayWatch.look(token, states, now).toCompletableFuture());
    Stream<CompletableFuture<?>> attested =
        states.stream()
            .flatMap(state -> attestAll(state))
            .map(stage -> stage.handle((key, failure) -> key).toCompletableFuture());
    return all(Stream.concat(looks, attested).toList());
  }

  private Stream<CompletionStage<AttestedKey>> attestAll(KeyState state) {
    return state.versions().stream()
        .flatMap(
            version ->
                version.recipients().stream()
                    .flatMap(
                        recipient ->
                            token(recipient.hsm()).stream()
                                .map(
                                    token ->
                                        attestations.of(
                                            token, state.name(), version.number(), recipient))));
  }

  private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new));
  }

  /**
   * The state of a key that may be relied on now. Fails with {@link KeyringException} for a key
   * that is unknown (after one forced refresh), stale or gone back.
   */
  public CompletionStage<KeyState> current(KeyName key) {
    return current(key, state -> true);
  }

  /** As {@link #current}; forces a refresh if the state does not name {@code version} either. */
  public CompletionStage<KeyState> currentFor(KeyName key, int version) {
    return current(key, state -> state.version(version).isPresent());
  }

  private CompletionStage<KeyState> current(KeyName key, Predicate<KeyState> suffices) {
    Known known = view.known().get(key);
    if (known != null && isFresh(known) && suffices.test(known.state())) {
      return CompletableFuture.completedFuture(known.state());
    }
    return forced.request().thenCompose(refreshed -> lookUp(key));
  }

  private CompletionStage<KeyState> lookUp(KeyName key) {
    View now = view;
    Known known = now.known().get(key);
    if (known != null && isFresh(known)) {
      return CompletableFuture.completedFuture(known.state());
    }
    StateMerge.WentBack back = now.wentBack().get(key);
    if (back != null) {
      return KeyringException.failed(
          new KeyringError.StateWentBack(key, back.serial(), back.seenSerial()));
    }
    if (known != null) {
      return KeyringException.failed(
          new KeyringError.StateStale(
              "last confirmed at " + known.confirmed() + "; not read: " + now.unread()));
    }
    // An HSM that did not answer may hold the key, so "unknown" would be a guess.
    return now.unread().isEmpty()
        ? KeyringException.failed(new KeyringError.UnknownKey(key.value()))
        : KeyringException.failed(new KeyringError.StateStale("not read: " + now.unread()));
  }

  private boolean isFresh(Known known) {
    return !clock.instant().isAfter(known.confirmed().plus(timing.maxAge()));
  }

  /**
   * What attestation says of a recipient's key over the HSM's living connection; asks the HSM if
   * that has not been done. Fails with the HSM's or the log's exception.
   */
  public CompletionStage<AttestedKey> attested(
      HsmToken token, KeyName key, int version, Recipient recipient) {
    return attestations.of(token, key, version, recipient);
  }

  /** The last attestation of the recipient's key, if it was refused; asks no HSM. */
  public Optional<AttestedKey> refusal(KeyName key, int version, Recipient recipient) {
    return attestations.refusal(key, version, recipient);
  }

  /** The states in use, fresh or not, ascending by name. */
  public List<KeyState> states() {
    return known().stream().map(Known::state).toList();
  }

  /** How every key stands, ascending by name. */
  public List<Known> known() {
    return view.known().values().stream()
        .sorted(Comparator.comparing(known -> known.state().name().value()))
        .toList();
  }

  public Optional<KeyState> state(KeyName name) {
    return Optional.ofNullable(view.known().get(name)).map(Known::state);
  }

  /** When an HSM last gave its states; empty before the first time. */
  public Optional<Instant> refreshed() {
    return view.refreshed();
  }

  /** The HSMs whose states the last refresh could not read, and why. */
  public Map<String, HsmFault> unread() {
    return view.unread();
  }

  /** Objects labelled like versions that no state names. */
  public List<StrayKey> strays() {
    return strayWatch.all();
  }

  /** Everything attested on the living connections, accepted or not. */
  public List<AttestedKey> attested() {
    return attestations.all();
  }

  public List<HsmToken> tokens() {
    return tokens;
  }

  public Optional<HsmToken> token(String hsm) {
    return tokens.stream().filter(token -> token.name().equals(hsm)).findFirst();
  }
}
