package io.sealbridge.server.cli;

import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.token.NewToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Makes a bearer token for an identity and prints it, once: only its hash is kept.",
      "A running bridge takes it within seconds."
    })
final class TokenCreate implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "IDENTITY",
      arity = "0..1",
      description = "Whom the token stands for, as in \"access\" of the configuration.")
  @Nullable String identity;

  @Option(names = "--identity", paramLabel = "IDENTITY", description = "The same as an option.")
  @Nullable String identityOption;

  @Option(
      names = "--expires",
      paramLabel = "DURATION",
      description = "After which it is refused: 12h, 90d. Default: never.")
  @Nullable String expires;

  TokenCreate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    BridgeConfiguration configuration = common.read().configuration();
    Instant created = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    NewToken token =
        new TokenDirectory(configuration.tokens().directory())
            .create(chosenIdentity(configuration), created, expiry(created), surroundings.random());
    new Printer(spec.commandLine().getOut(), common.output)
        .print(
            token.text(),
            json -> {
              json.writeStringField("token", token.text());
              TokenPrinter.fields(json, token.issued());
            });
    if (common.output == OutputFormat.TEXT) {
      spec.commandLine()
          .getErr()
          .printf(
              "A token for %s, accessor %s, expires %s. It is not shown again.%n",
              token.issued().identity(),
              token.issued().accessor(),
              TokenPrinter.expiry(token.issued()));
    }
    return ExitCode.DONE;
  }

  private String chosenIdentity(BridgeConfiguration configuration) {
    String chosen = identity != null ? identity : identityOption;
    if (chosen == null || (identity != null && identityOption != null)) {
      throw new UsageException("name one identity: token create IDENTITY");
    }
    List<String> known =
        configuration.access().stream().map(AccessConfiguration::identity).toList();
    if (!known.contains(chosen)) {
      throw new UsageException(
          "identity \""
              + chosen
              + "\" is not in \"access\" of the configuration"
              + NearestName.hint(chosen, known));
    }
    return chosen;
  }

  private Optional<Instant> expiry(Instant created) {
    if (expires == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(created.plus(Durations.parse(expires)))
          .filter(created::isBefore)
          .or(
              () -> {
                throw new UsageException("--expires must be longer than 0, was " + expires);
              });
    } catch (IllegalArgumentException e) {
      throw new UsageException("--expires " + e.getMessage());
    }
  }
}
