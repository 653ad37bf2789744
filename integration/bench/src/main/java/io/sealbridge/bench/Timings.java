package io.sealbridge.bench;

import java.util.Arrays;

/** The durations of one operation in one round, in nanoseconds. Not thread-safe. */
final class Timings {
  private final long[] nanos;
  private int count;

  Timings(int iterations) {
    this.nanos = new long[iterations];
  }

  void add(long duration) {
    nanos[count++] = duration;
  }

  /** One line in the form that the C program prints too. */
  String json(String side, String operation) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    long mean = Arrays.stream(sorted).sum() / count;
    return """
        {"kind":"binding","side":"%s","operation":"%s","iterations":%d,"mean":%d,"p50":%d,"p90":%d,"p99":%d}"""
        .formatted(side, operation, count, mean, sorted[count / 2], at(sorted, 90), at(sorted, 99));
  }

  private static long at(long[] sorted, int percent) {
    return sorted[(int) (sorted.length * (long) percent / 100)];
  }
}
