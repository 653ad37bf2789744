package io.sealbridge.server.cli;

import io.sealbridge.server.StartException;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.witness.WitnessConfiguration;
import io.sealbridge.server.witness.WitnessKeyFile;
import io.sealbridge.server.witness.WitnessService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "witness",
    description = {
      "Runs a witness for key-use logs until SIGTERM or SIGINT: it signs a checkpoint of a log only"
          + " if the log continues what it signed before.",
      "It speaks C2SP tlog-witness, needs neither an HSM nor a PIN, and belongs on another machine,"
          + " run by other people, than the bridges."
    },
    footer = {
      "",
      "Exit codes: 0 ended as asked; 1 did not end in order in time; 2 the configuration, the key,"
          + " the state or an address is wrong, so starting it again is vain.",
    })
final class AuditWitness implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AuditWitness.class);

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The witness's configuration file.")
  Path config = Path.of("witness.yaml");

  @Option(
      names = "--init",
      description =
          "Make the key if it is not there, print its verifier key for the bridges' configuration,"
              + " and end.")
  boolean init;

  @Mixin LoggingOptions logging = new LoggingOptions();

  AuditWitness(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    logging.configure();
    WitnessConfiguration configuration = WitnessConfiguration.read(config);
    if (init) {
      WitnessKeyFile.make(configuration.key(), surroundings.random());
      spec.commandLine().getOut().println(WitnessKeyFile.read(configuration).verifier());
      return ExitCode.DONE;
    }
    return new Ending().serve(() -> start(configuration));
  }

  private WitnessService start(WitnessConfiguration configuration) {
    try {
      WitnessService service = WitnessService.start(configuration, surroundings.clock());
      LOG.atInfo()
          .addKeyValue("version", surroundings.version())
          .addKeyValue("name", configuration.name())
          .addKeyValue("logs", configuration.watched().size())
          .addKeyValue("port", service.port())
          .log("the witness accepts connections");
      return service;
    } catch (TlsFilesException e) {
      throw new StartException("the witness's TLS files: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StartException("the witness cannot start: " + e.getMessage(), e);
    }
  }
}
