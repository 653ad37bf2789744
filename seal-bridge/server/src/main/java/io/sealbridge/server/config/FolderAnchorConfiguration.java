package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;

/** A folder of files that are written once: mounted from, or copied to, another machine. */
public record FolderAnchorConfiguration(
    @Setting(
            "The folder, which must be there. Each checkpoint is a file"
                + " <SHA-256 of the origin>/<size>.checkpoint in it.")
        Path path) {}
