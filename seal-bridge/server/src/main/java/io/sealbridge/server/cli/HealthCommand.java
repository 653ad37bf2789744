package io.sealbridge.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Printer;
import io.sealbridge.server.config.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Asks the bridge that runs on this machine with this configuration. For supervisors that start a
 * program to see how a service is, such as a container's health check.
 */
@Command(
    name = "health",
    description = {
      "Asks the running bridge whether it is ready, at the management address of the configuration.",
      "Touches neither the HSM nor the PIN."
    },
    footer = {"", "Exit codes: 0 it is; 1 it is not, or does not answer; 2 wrong configuration."})
final class HealthCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--live",
      description = "Ask only whether the process works; that does not depend on the HSM.")
  boolean live;

  @Override
  public Integer call() {
    URI question = question(common.read().configuration().management().address());
    JsonNode report = ask(question);
    boolean well = report.path(live ? "alive" : "ready").asBoolean();
    new Printer(spec.commandLine().getOut(), common.output)
        .print(
            text(report, well),
            json -> {
              json.writeBooleanField(live ? "alive" : "ready", well);
              json.writeFieldName("checks");
              json.writeRawValue(report.withArray("checks").toString());
            });
    return well ? ExitCode.DONE : ExitCode.FAILED;
  }

  private URI question(Address address) {
    Address.Tcp tcp = ((Address.Tcp) address).toReach();
    return URI.create("http://" + tcp + (live ? "/livez" : "/readyz"));
  }

  private static JsonNode ask(URI question) {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try {
      HttpURLConnection connection =
          (HttpURLConnection) question.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return JSON.readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new CommandException(
          "no bridge answers at "
              + question
              + " ("
              + e.getMessage()
              + "). Does \"seal-bridge serve\" run here, with this configuration?");
    }
  }

  private String text(JsonNode report, boolean well) {
    List<String> troubles =
        StreamSupport.stream(report.path("checks").spliterator(), false)
            .filter(check -> !check.path("ok").asBoolean())
            .map(check -> "  " + check.path("name").asText() + ": " + check.path("text").asText())
            .toList();
    String state = (well ? "" : "not ") + (live ? "alive" : "ready");
    return troubles.isEmpty() ? state : state + "\n" + String.join("\n", troubles);
  }
}
