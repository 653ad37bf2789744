package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;

/** Bearer tokens: one file each, which holds a hash only. */
public record TokensConfiguration(
    @Setting(
            value = "Folder of the token files. A token whose file is gone is revoked.",
            byDefault = "tokens")
        Path directory,
    @Setting(value = "How often the folder is looked at; 100ms to 1m.", byDefault = "2s")
        Duration refresh) {

  public TokensConfiguration {
    Durations.within("refresh", refresh, Duration.ofMillis(100), Duration.ofMinutes(1));
  }
}
