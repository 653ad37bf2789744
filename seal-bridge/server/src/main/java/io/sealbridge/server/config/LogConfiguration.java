package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** The key-use log. */
public record LogConfiguration(
    @Setting("Folder of the log. Default: key-use in dataDirectory.") Optional<Path> directory,
    @Setting(
            value =
                "always: an entry is on the disk before its use goes on; never: it is handed to the"
                    + " operating system, so a power cut can lose the last entries.",
            byDefault = "always")
        LogSync sync) {}
