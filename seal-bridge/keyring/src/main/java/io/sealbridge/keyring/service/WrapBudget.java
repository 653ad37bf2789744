package io.sealbridge.keyring.service;

import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.WrapCounts;

/** Keeps each AES version under its share of 2^32 wraps. Safe for use by many threads. */
public final class WrapBudget {
  public WrapBudget(WrapCounts counts, int maxReplicas, AlarmListener alarms) {}
}
