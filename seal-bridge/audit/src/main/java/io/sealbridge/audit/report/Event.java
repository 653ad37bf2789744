package io.sealbridge.audit.report;

import java.time.Instant;

/**
 * What took effect on a replica: a state of the key, a deny list, a certificate. No use and nothing
 * that would need an explanation, but what uses are judged by.
 *
 * @param where the log and the entry
 * @param kind of the entry, as in the log
 */
public record Event(Instant at, String where, String kind, String text) {}
