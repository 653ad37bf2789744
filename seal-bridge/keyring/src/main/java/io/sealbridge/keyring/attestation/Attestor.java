package io.sealbridge.keyring.attestation;

import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseLog;
import java.time.Clock;
import java.util.function.Function;

/** Reads, judges and records what a token says of a key. Safe for use by many threads. */
public final class Attestor {
  public Attestor(
      Function<KeyName, AttestationMode> modes, KeyUseLog log, AlarmListener alarms, Clock clock) {}
}
