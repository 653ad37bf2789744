package io.sealbridge.hsm.calls;

/** A snapshot of a {@link CallPool}. */
public record PoolMeters(
    long calls, long rejected, int queued, int busy, int lost, long lostTotal) {}
