package io.sealbridge.hsm.cryptoki;

import java.nio.file.Path;

/**
 * What a library says of itself.
 *
 * @param library its canonical path
 * @param initialisedHere false if someone else in this process had initialised it before
 */
public record ModuleInfo(
    Path library,
    Version cryptokiVersion,
    String manufacturer,
    String description,
    Version libraryVersion,
    boolean initialisedHere) {}
