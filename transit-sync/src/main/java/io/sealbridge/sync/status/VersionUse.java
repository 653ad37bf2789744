package io.sealbridge.sync.status;

import java.time.Instant;

/** When a version was last used for an operation, and by which identity. */
public record VersionUse(Instant at, String identity) {}
