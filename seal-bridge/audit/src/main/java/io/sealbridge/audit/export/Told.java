package io.sealbridge.audit.export;

import io.sealbridge.keyring.KeyUseEntry;
import java.util.List;
import java.util.Optional;

/**
 * What every format tells of an entry.
 *
 * @param kind as in the log
 * @param outcome whether it went well, for entries of which that can be said
 * @param text the rest in a few words
 */
public record Told(
    String kind,
    Optional<String> operation,
    Optional<String> key,
    Optional<String> identity,
    Optional<String> proof,
    Optional<String> peer,
    Optional<String> requestId,
    Optional<Boolean> outcome,
    String text) {

  /** The same, in order and without names. */
  public static Told of(KeyUseEntry entry) {
    return switch (entry) {
      case KeyUseEntry.Boot boot ->
          event("boot", "version " + boot.version() + newLog(boot) + previous(boot));
      case KeyUseEntry.KeyAttested attested -> attested(attested);
      case KeyUseEntry.KeyChanged changed ->
          new Told(
              "key-changed",
              Optional.of(changed.change()),
              Optional.of(key(changed.key().value(), changed.keyVersion())),
              Optional.of(changed.actor()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(true),
              "state serial " + changed.serial());
      case KeyUseEntry.Intent intent ->
          new Told(
              "intent",
              Optional.of(intent.operation().label()),
              Optional.of(key(intent.key().value(), intent.keyVersion())),
              Optional.of(intent.identity()),
              Optional.of(intent.proof()),
              Optional.of(intent.peer()),
              Optional.of(intent.requestId()),
              Optional.empty(),
              intent.bytes() + " bytes" + hash(intent.ciphertextSha256()));
      case KeyUseEntry.Outcome outcome -> outcome(outcome);
      case KeyUseEntry.Denied denied ->
          new Told(
              "denied",
              Optional.of(denied.operation().label()),
              Optional.of(denied.key()),
              Optional.of(denied.identity()),
              Optional.of(denied.proof()),
              Optional.of(denied.peer()),
              Optional.of(denied.requestId()),
              Optional.of(false),
              denied.reason());
      case KeyUseEntry.Login login ->
          new Told(
              "login",
              Optional.of("login"),
              Optional.empty(),
              Optional.of(login.identity()),
              Optional.of(login.proof()),
              Optional.of(login.peer()),
              Optional.of(login.requestId()),
              Optional.of(true),
              "%s as %s, token %s until %s"
                  .formatted(login.mount(), login.role(), login.accessor(), login.expires()));
      case KeyUseEntry.Refusals refusals ->
          new Told(
              "refusals",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              refusals.samplePeers().stream().findFirst(),
              Optional.empty(),
              Optional.of(false),
              refusals.count() + " x " + refusals.reason() + peers(refusals.samplePeers()));
      case KeyUseEntry.Reload reload ->
          event("reload", reload.what() + " sha256 " + reload.sha256() + shutOut(reload));
      case KeyUseEntry.StateSeen seen ->
          new Told(
              "state-seen",
              Optional.empty(),
              Optional.of(key(seen.key().value(), seen.keyVersion())),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              state(seen));
      case KeyUseEntry.Anchored anchored ->
          event("anchored", anchored.size() + " entries by " + anchored.anchor());
      case KeyUseEntry.ClockStep step ->
          event("clock-step", "the clock showed " + step.expected() + " before");
      case KeyUseEntry.Shutdown shutdown -> event("shutdown", shutdown.reason());
    };
  }

  private static Told event(String kind, String text) {
    return new Told(
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text);
  }

  private static Told attested(KeyUseEntry.KeyAttested attested) {
    return new Told(
        "key-attested",
        Optional.of("attest"),
        Optional.of(key(attested.key().value(), attested.keyVersion())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(attested.accepted()),
        "on "
            + attested.hsm()
            + ": "
            + (attested.findings().isEmpty()
                ? "as it must be"
                : String.join("; ", attested.findings())));
  }

  private static Told outcome(KeyUseEntry.Outcome outcome) {
    return new Told(
        "outcome",
        Optional.of(outcome.operation().label()),
        Optional.of(key(outcome.key().value(), outcome.keyVersion())),
        Optional.of(outcome.identity()),
        Optional.of(outcome.proof()),
        Optional.of(outcome.peer()),
        Optional.of(outcome.requestId()),
        Optional.of(outcome.result().equals("ok")),
        outcome.result()
            + outcome.seen().map(seen -> " (" + seen + ")").orElse("")
            + " in "
            + outcome.elapsedMicros()
            + " us"
            + hash(outcome.ciphertextSha256()));
  }

  private static String key(String name, int version) {
    return name + "-v" + version;
  }

  private static String hash(Optional<String> sha256) {
    return sha256.map(hash -> ", ciphertext " + hash).orElse("");
  }

  private static String peers(List<String> peers) {
    return peers.isEmpty() ? "" : " from " + String.join(", ", peers);
  }

  private static String newLog(KeyUseEntry.Boot boot) {
    return boot.newLog().map(begun -> ", new log: " + begun.reason()).orElse("");
  }

  private static String previous(KeyUseEntry.Boot boot) {
    return boot.previous().map(text -> ", found a checkpoint of " + text).orElse("");
  }

  private static String state(KeyUseEntry.StateSeen seen) {
    return "serial "
        + seen.serial()
        + (seen.frozen() ? ", frozen" : "")
        + seen.thawedBy().map(key -> ", thawed by the key with SHA-256 " + key).orElse("")
        + seen.heldFrozen().map(why -> ", held frozen: " + why).orElse("");
  }

  private static String shutOut(KeyUseEntry.Reload reload) {
    return reload
        .shutOut()
        .map(
            out ->
                ": shut out are %s and %d tokens, epoch %d"
                    .formatted(out.identities(), out.tokens(), out.epoch()))
        .orElse("");
  }
}
