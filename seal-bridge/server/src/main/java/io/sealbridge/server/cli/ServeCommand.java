package io.sealbridge.server.cli;

import io.sealbridge.server.Bridge;
import io.sealbridge.server.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "Runs the bridge until SIGTERM or SIGINT, then ends in order.",
      "An HSM that does not answer, or a wrong PIN, leaves it alive and not ready."
    },
    footer = {
      "",
      "Exit codes: 0 ended as asked; 1 did not end in order in time; 2 the configuration, a file or"
          + " an address that it names is wrong, so starting it again is vain; 4 every HSM stayed"
          + " away, and only a new process may reach one again.",
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Surroundings surroundings;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      defaultValue = "${env:SEAL_BRIDGE_CONFIG}",
      description = "The bridge's configuration file. Default: SEAL_BRIDGE_CONFIG.")
  Path config = Path.of("bridge.yaml");

  @Mixin LoggingOptions logging = new LoggingOptions();

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    logging.configure();
    ConfigurationFile file = ConfigurationFile.read(config);
    Ending ending = new Ending();
    return ending.serve(() -> start(file, ending));
  }

  private Bridge start(ConfigurationFile file, Ending ending) {
    Bridge bridge = Bridge.start(file, ServiceParts.of(surroundings, ending));
    LOG.atInfo()
        .addKeyValue("version", surroundings.version())
        .addKeyValue("node", file.configuration().node())
        .addKeyValue("config", file.path())
        .addKeyValue("managementPort", bridge.managementPort())
        .log("the bridge accepts connections");
    return bridge;
  }
}
