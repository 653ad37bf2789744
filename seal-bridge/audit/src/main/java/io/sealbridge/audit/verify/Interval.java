package io.sealbridge.audit.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of a log that can be trusted to the same degree. The times of a broken part are those of
 * the entries before and behind it, since its own are worth nothing.
 *
 * @param from index of its first entry
 * @param to index behind its last entry
 * @param begins when its first entry says that it was made; empty if that is not known
 * @param ends when its last entry says so
 */
public record Interval(
    long from, long to, Optional<Instant> begins, Optional<Instant> ends, TrustLevel trust) {
  /** Whether it may have entries of the time from {@code start} up to {@code end}. */
  public boolean overlaps(Instant start, Instant end) {
    return begins.filter(time -> !time.isBefore(end)).isEmpty()
        && ends.filter(time -> time.isBefore(start)).isEmpty();
  }
}
