package io.sealbridge.server.cli;

import io.sealbridge.audit.hsmlog.HsmLogFormat;
import io.sealbridge.audit.report.HsmEvidence;
import io.sealbridge.commandline.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The HSM's own log, to compare with. */
final class HsmLogOptions {
  @Option(
      names = "--hsm-log",
      paramLabel = "FORMAT:FILE",
      description =
          "The HSM's own log, to compare with; FORMAT is softhsm, yubihsm or luna. May be repeated.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--hsm-key",
      paramLabel = "ID",
      description =
          "By what the HSM's log knows the key: an object id, a handle. May be repeated, for"
              + " versions. Without it openings by all keys are counted.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--hsm-tolerance",
      paramLabel = "SECONDS",
      description = "By how much the HSM's clock may differ from the bridges'. Default: 5.")
  int tolerance = 5;

  HsmEvidence evidence() {
    if (tolerance < 0 || tolerance > 3_600) {
      throw new UsageException("--hsm-tolerance must be 0 to 3600, was " + tolerance);
    }
    if (files.isEmpty() && !keys.isEmpty()) {
      throw new UsageException("--hsm-key says something of a log that --hsm-log has to give");
    }
    return new HsmEvidence(
        files.stream().map(HsmLogOptions::file).toList(),
        Set.copyOf(keys),
        Duration.ofSeconds(tolerance));
  }

  private static HsmEvidence.LogFile file(String argument) {
    int colon = argument.indexOf(':');
    String name = colon < 0 ? argument : argument.substring(0, colon);
    HsmLogFormat format =
        HsmLogFormat.named(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--hsm-log %s: \"%s\" is no format; give FORMAT:FILE, FORMAT one of %s"
                            .formatted(argument, name, String.join(", ", HsmLogFormat.known()))));
    Path path = path(argument, argument.substring(colon + 1));
    if (colon < 0 || !Files.isRegularFile(path)) {
      throw new UsageException("--hsm-log " + argument + ": there is no such file");
    }
    return new HsmEvidence.LogFile(format, path);
  }

  private static Path path(String argument, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new UsageException("--hsm-log " + argument + ": that is no path");
    }
  }
}
