package io.sealbridge.audit.entry;

import io.sealbridge.keyring.KeyUseEntry;

/**
 * An entry and where it stands.
 *
 * @param origin of the log
 * @param index in the log, from 0 on
 */
public record LoggedEntry(String origin, long index, KeyUseEntry entry) {}
