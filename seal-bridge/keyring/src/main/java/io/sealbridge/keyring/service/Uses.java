package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.Operation;
import java.time.Clock;
import java.util.Optional;

/** Begins the record of each use of a key. */
record Uses(KeyUseLog log, Clock clock) {
  UseRecord of(Caller caller, Operation operation, KeyName key, int version) {
    return new UseRecord(log, clock, caller, operation, key, version, Optional.empty());
  }

  /** Of a use of something that is named by {@code sha256}. */
  UseRecord of(Caller caller, Operation operation, KeyName key, int version, String sha256) {
    return new UseRecord(log, clock, caller, operation, key, version, Optional.of(sha256));
  }
}
