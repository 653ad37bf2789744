package io.sealbridge.audit.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of a log that can be trusted to the same degree.
 *
 * @param from index of its first entry
 * @param to index behind its last entry
 * @param begins when its first entry says that it was made; empty if the entry cannot be read
 * @param ends when its last entry says so
 */
public record Interval(
    long from, long to, Optional<Instant> begins, Optional<Instant> ends, TrustLevel trust) {}
