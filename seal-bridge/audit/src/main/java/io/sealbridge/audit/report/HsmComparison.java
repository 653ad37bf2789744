package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmLogScan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What comparing the key-use logs with the HSM's own log came to.
 *
 * @param scans of the files of the HSM's log
 * @param byKey whether only uses of the key that was asked about were counted
 * @param spans of the time that was asked about, in their order
 * @param trials uses that the bridge makes to see whether a key works, and writes down elsewhere
 * @param words what the comparison could not show, for people
 */
public record HsmComparison(
    List<HsmLogScan> scans,
    boolean byKey,
    Duration tolerance,
    List<Span> spans,
    long trials,
    List<String> words) {
  /**
   * A part of the time that was asked about.
   *
   * @param covered whether a whole log of the HSM reaches over all of it
   * @param logged uses that the key-use logs tell of
   * @param seen uses that the HSM's log tells of
   * @param past of those, the ones that no key-use log explains
   * @param lacking uses that the HSM's log should have and has not
   */
  public record Span(
      Instant from, Instant to, boolean covered, long logged, long seen, long past, long lacking) {
    boolean agrees() {
      return covered && past == 0 && lacking == 0;
    }

    boolean meets(Instant begins, Instant ends) {
      return !begins.isAfter(to) && !ends.isBefore(from);
    }
  }

  public HsmComparison {
    scans = List.copyOf(scans);
    spans = List.copyOf(spans);
    words = List.copyOf(words);
  }

  /** Whether the HSM's log tells of the same uses from {@code begins} to {@code ends}. */
  boolean confirms(Instant begins, Instant ends) {
    return !spans.isEmpty()
        && !begins.isBefore(spans.getFirst().from())
        && !ends.isAfter(spans.getLast().to())
        && spans.stream().filter(span -> span.meets(begins, ends)).allMatch(Span::agrees);
  }
}
