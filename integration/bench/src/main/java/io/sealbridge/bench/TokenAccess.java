package io.sealbridge.bench;

import java.nio.file.Path;

/** What every side needs to reach the same key. */
record TokenAccess(Path library, String tokenLabel, Path pinFile, String keyLabel) {}
