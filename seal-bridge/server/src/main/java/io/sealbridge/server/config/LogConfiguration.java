package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The key-use log. */
public record LogConfiguration(
    @Setting("Folder of the log. Default: key-use in dataDirectory.") Optional<Path> directory,
    @Setting(
            value =
                "always: an entry is on the disk before what it tells of goes on; uses: entries of"
                    + " uses are, others are handed to the operating system; never: all are, so a"
                    + " power cut can lose the last ones.",
            byDefault = "always")
        LogSync sync,
    @Setting(
            value =
                "Which uses are answered only when a checkpoint that an HSM signed covers them:"
                    + " openings (of what a seal key sealed), uses (all of them) or never.",
            byDefault = "openings")
        LogSigned signed,
    @Setting(
            value = "The longest time that entries wait for a signed checkpoint.",
            byDefault = "1s")
        Duration checkpointInterval,
    @Setting(
            value = "Disk space that is kept for the time when the disk is full; 0B for none.",
            byDefault = "16MiB")
        ByteSize reserve,
    @Setting(value = "Free disk space below which an alarm is raised.", byDefault = "256MiB")
        ByteSize alarmBelow,
    @Setting("Where checkpoints go, so that whoever owns this host cannot rewrite the log.")
        List<AnchorConfiguration> anchors,
    @Setting(
            value =
                "How often checkpoints go there while there is something new; 1s to 1h. What was"
                    + " written since can be cut off unnoticed.",
            byDefault = "60s")
        Duration anchorInterval) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  public LogConfiguration {
    anchors = List.copyOf(anchors);
    References.unique("anchors", "name", anchors.stream().map(AnchorConfiguration::name).toList());
    Durations.within("anchorInterval", anchorInterval, Duration.ofSeconds(1), Duration.ofHours(1));
    if (checkpointInterval.compareTo(SHORTEST) < 0 || checkpointInterval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "checkpointInterval must be between 10ms and 1h, was " + checkpointInterval);
    }
  }
}
