package io.sealbridge.audit.hsmlog;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of an HSM's own log. All texts are as they stand in the file: not to be trusted.
 *
 * @param line in the file, from 1 on
 * @param at by the HSM's clock; empty if it has none
 * @param operation in the vendor's word
 * @param key by which the HSM knows the key; empty if the record names none
 * @param session or program that asked; empty if the record names none
 */
public record HsmRecord(
    String file,
    long line,
    Optional<Instant> at,
    HsmAct act,
    String operation,
    Optional<String> key,
    Optional<String> session) {}
