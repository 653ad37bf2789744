package io.sealbridge.keyring.attestation;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.TokenKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads what a token says of a key, judges it by the key's mode, and records it. Safe for use by
 * many threads.
 */
public final class Attestor {
  private final Function<KeyName, AttestationMode> modes;
  private final KeyUseLog log;
  private final AlarmListener alarms;
  private final Clock clock;

  /**
   * An attestor for every key.
   *
   * @param modes the configured mode of each key; must not block
   */
  public Attestor(
      Function<KeyName, AttestationMode> modes, KeyUseLog log, AlarmListener alarms, Clock clock) {
    this.modes = modes;
    this.log = log;
    this.alarms = alarms;
    this.clock = clock;
  }

  /**
   * Inspects a key and appends the result to the key-use log before it is given out. Fails with
   * {@link io.sealbridge.keyring.HsmException} or {@link io.sealbridge.keyring.KeyUseLogException};
   * then nothing is known of the key.
   */
  public CompletionStage<AttestedKey> attest(
      HsmToken token, KeyName key, int version, TokenKey tokenKey) {
    CompletionStage<AttestedKey> inspected = inspect(token, key, version, tokenKey);
    if (modes.apply(key) == AttestationMode.OFF) {
      return inspected;
    }
    return inspected.thenCompose(this::record);
  }

  /** As {@link #attest}, for a person's eyes: leaves nothing in the log and raises no alarm. */
  public CompletionStage<AttestedKey> inspect(
      HsmToken token, KeyName key, int version, TokenKey tokenKey) {
    AttestationMode mode = modes.apply(key);
    if (mode == AttestationMode.OFF) {
      return CompletableFuture.completedFuture(unasked(token, key, version, tokenKey));
    }
    return token
        .describe(tokenKey)
        .thenApply(
            attributes -> {
              List<Finding> findings =
                  AttestationPolicy.judge(tokenKey, attributes, token.unspokenAttributes());
              boolean accepted =
                  mode == AttestationMode.WARN || findings.stream().noneMatch(Finding::blocking);
              return new AttestedKey(
                  token.name(),
                  key,
                  version,
                  attributes,
                  findings.stream().map(Finding::text).toList(),
                  accepted);
            });
  }

  private CompletionStage<AttestedKey> record(AttestedKey attested) {
    if (!attested.findings().isEmpty()) {
      alarms.raised(
          new Alarm.KeyFindings(
              attested.hsm(),
              attested.key(),
              attested.keyVersion(),
              attested.findings(),
              attested.accepted()));
    }
    return log.append(
            new KeyUseEntry.KeyAttested(
                clock.instant(),
                attested.hsm(),
                attested.key(),
                attested.keyVersion(),
                attested.attributes(),
                attested.findings(),
                attested.accepted()))
        .thenApply(durable -> attested);
  }

  private static AttestedKey unasked(HsmToken token, KeyName key, int version, TokenKey tokenKey) {
    KeyAttributes nothing =
        new KeyAttributes(tokenKey.label(), tokenKey.id(), Optional.of(tokenKey.type()), Map.of());
    return new AttestedKey(token.name(), key, version, nothing, List.of(), true);
  }
}
