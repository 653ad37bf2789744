package io.sealbridge.server.cli;

import io.sealbridge.server.Bridge;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.logging.LogFormat;
import io.sealbridge.server.logging.LogLevel;
import io.sealbridge.server.logging.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs what the first minute of a bridge runs: keys are made, a token, the service starts, seals
 * and opens, and somebody logs in. Java's ahead-of-time cache is made from it when the distribution
 * is built.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Makes a key and a token, serves a few requests to itself, and ends.")
final class Rehearsal implements Callable<Integer> {
  private static final long POLL_NANOS = 20_000_000;

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  Rehearsal(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RehearsalIssuer issuer = RehearsalIssuer.create();
    issuer.publish(common.config.resolveSibling("issuer.json"));
    int worst = run(Writer.nullWriter(), "version");
    for (List<String> command :
        List.of(
            List.of("keys", "create", "root"),
            List.of("keys", "create", "bridge-checkpoints"),
            List.of("keys", "create", "bridge-tokens"),
            List.of("keys", "list"),
            List.of("keys", "show", "root", "-o", "json"),
            List.of("doctor"))) {
      worst = Math.max(worst, run(Writer.nullWriter(), command.toArray(String[]::new)));
    }
    StringWriter token = new StringWriter();
    worst = Math.max(worst, run(token, "token", "create", "rehearsal"));
    serve(token.toString().strip(), issuer.token(surroundings.clock().instant()));
    return worst;
  }

  private int run(Writer out, String... command) {
    CommandLine commands = Commands.of(surroundings);
    commands.setOut(new PrintWriter(out)).setErr(spec.commandLine().getErr());
    boolean configured = !command[0].equals("version");
    String[] line = Arrays.copyOf(command, command.length + (configured ? 2 : 0));
    if (configured) {
      line[command.length] = "--config";
      line[command.length + 1] = common.config.toString();
    }
    return commands.execute(line);
  }

  private void serve(String token, String jwt) throws IOException {
    Logging.configure(LogLevel.INFO, LogFormat.TEXT, System.err);
    ConfigurationFile file = common.read();
    Optional<Path> certificate =
        file.configuration().listeners().getFirst().tls().map(TlsConfiguration::certificate);
    try (Bridge bridge = Bridge.start(file, ServiceParts.of(surroundings, new Ending()))) {
      RehearsalClient management =
          new RehearsalClient(bridge.managementPort(), Optional.empty(), "");
      for (int i = 0; i < 200 && !management.get("/readyz").startsWith("HTTP/1.1 200"); i++) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      RehearsalClient client =
          new RehearsalClient(bridge.port("vault").orElseThrow(), certificate, token);
      client.put("/v1/auth/jwt/login", "{\"role\":\"rehearsal\",\"jwt\":\"" + jwt + "\"}");
      for (int i = 0; i < 20; i++) {
        String sealed = client.put("/v1/transit/encrypt/root", "{\"plaintext\":\"AAAA\"}");
        int at = Math.max(0, sealed.indexOf("vault:v"));
        int end = Math.max(at, sealed.indexOf('"', at));
        client.put(
            "/v1/transit/decrypt/root", "{\"ciphertext\":\"" + sealed.substring(at, end) + "\"}");
        client.get("/v1/transit/keys/root");
      }
      management.get("/metrics");
    }
  }
}
