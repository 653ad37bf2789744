package io.sealbridge.hsm;

import java.util.Map;

/**
 * A snapshot of one HSM's counters.
 *
 * @param calls calls handed to the device's threads since the start
 * @param faults failed calls by {@link io.sealbridge.keyring.HsmFault#code()}
 * @param queueDepth calls that wait for a thread now
 * @param busyThreads threads that are in a call now
 * @param lostThreads threads that are in a call past its deadline now
 * @param lostThreadsTotal threads lost since the start, returned or not
 * @param rejected calls refused because the queue was full
 * @param reconnects connections built after the first one
 * @param canaryChecks canary decrypts since the start
 */
public record HsmMeters(
    long calls,
    Map<String, Long> faults,
    int queueDepth,
    int busyThreads,
    int lostThreads,
    long lostThreadsTotal,
    long rejected,
    long reconnects,
    long canaryChecks) {
  public HsmMeters {
    faults = Map.copyOf(faults);
  }
}
