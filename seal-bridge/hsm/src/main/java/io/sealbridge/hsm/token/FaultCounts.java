package io.sealbridge.hsm.token;

import io.sealbridge.keyring.HsmFault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts faults by code. Safe for use by many threads. */
final class FaultCounts {
  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(HsmFault fault) {
    counts.computeIfAbsent(fault.code(), _ -> new LongAdder()).increment();
  }

  Map<String, Long> snapshot() {
    return counts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
