package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.util.Optional;

/** A place outside this host that gets the log's checkpoints. */
public record AnchorConfiguration(
    @Setting("What entries, metrics and messages call it: letters, digits, - and _.") String name,
    @Setting("A witness, which signs that the log only grows.")
        Optional<WitnessAnchorConfiguration> witness,
    @Setting("A receiver of syslog over TLS.") Optional<SyslogAnchorConfiguration> syslog,
    @Setting("A folder that lives elsewhere.") Optional<FolderAnchorConfiguration> folder,
    @Setting(
            value =
                "true: each checkpoint is a line of JSON on standard output, for whoever collects"
                    + " it.",
            byDefault = "false")
        boolean stdout) {

  public AnchorConfiguration {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException(
          "name must match [A-Za-z0-9][A-Za-z0-9_-]{0,62}, was " + name);
    }
    int kinds =
        (witness.isPresent() ? 1 : 0)
            + (syslog.isPresent() ? 1 : 0)
            + (folder.isPresent() ? 1 : 0)
            + (stdout ? 1 : 0);
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "exactly one of witness, syslog, folder and stdout must be given, was " + kinds);
    }
  }
}
