package io.sealbridge.audit;

import java.time.Duration;

/**
 * A snapshot of the log's counters since it was opened.
 *
 * @param entries acknowledged
 * @param batches written; {@code entries / batches} is how many shared one sync
 * @param bytes written
 * @param failed entries whose stage failed because they could not be written
 * @param rejected entries refused because too many were waiting
 * @param waiting entries that wait for the disk now
 * @param writing time spent in writes and syncs
 * @param slowestBatch the longest write and sync of one batch
 */
public record KeyUseLogMeters(
    long entries,
    long batches,
    long bytes,
    long failed,
    long rejected,
    int waiting,
    Duration writing,
    Duration slowestBatch) {}
