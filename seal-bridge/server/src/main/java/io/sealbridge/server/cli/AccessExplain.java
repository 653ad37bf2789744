package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.Operation;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Says whether an identity may do something with a key, and which rule decides. Asks no HSM.",
      "Whether the key is there, frozen or too old a version is not looked at.",
      "Exit code 0 if it may, 3 if it may not."
    })
final class AccessExplain implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--identity",
      paramLabel = "IDENTITY",
      required = true,
      description = "As in \"access\" of the configuration.")
  String identity = "";

  @Option(names = "--key", paramLabel = "KEY", required = true, description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--operation",
      paramLabel = "OPERATION",
      required = true,
      description = "As in grants: encrypt, decrypt, rotate ...")
  Operation operation = Operation.DECRYPT;

  @Option(
      names = "--listener",
      paramLabel = "LISTENER",
      description = "Where the request arrives. Default: a listener that serves the key.")
  @Nullable String listener;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description =
          "seal or application. Default: as in \"keys\"; both cases if that says nothing.")
  @Nullable KeyPurpose purpose;

  @Override
  public Integer call() {
    DenyListWork work = new DenyListWork(spec, common);
    work.requireConfigured(identity);
    BridgeConfiguration configuration = work.configuration();
    Explanation explanation =
        new Explanation(
            configuration,
            work.read(),
            configuration.access().stream()
                .filter(entry -> entry.identity().equals(identity))
                .findFirst()
                .orElseThrow(),
            key,
            operation,
            listener(configuration));
    Map<KeyPurpose, Decision> cases = new EnumMap<>(KeyPurpose.class);
    purposes(configuration).forEach(each -> cases.put(each, explanation.decide(each)));
    boolean allowed = cases.values().stream().allMatch(Decision::allowed);
    new Printer(spec.commandLine().getOut(), common.output)
        .print(
            text(cases, explanation.notes()),
            json -> fields(json, allowed, cases, explanation.notes()));
    return allowed ? ExitCode.DONE : ExitCode.DENIED;
  }

  private Optional<ListenerConfiguration> listener(BridgeConfiguration configuration) {
    if (listener == null) {
      return Optional.empty();
    }
    List<String> names =
        configuration.listeners().stream().map(ListenerConfiguration::name).toList();
    if (!names.contains(listener)) {
      throw new UsageException(
          "--listener must be one of those listed in listeners, was \""
              + listener
              + "\""
              + NearestName.hint(listener, names));
    }
    return Optional.of(configuration.listeners().get(names.indexOf(listener)));
  }

  private List<KeyPurpose> purposes(BridgeConfiguration configuration) {
    if (purpose == KeyPurpose.INTERNAL) {
      throw new UsageException("--purpose must be seal or application, was \"internal\"");
    }
    return Optional.ofNullable(purpose)
        .or(() -> configuration.key(key).flatMap(KeyConfiguration::purpose))
        .map(List::of)
        .orElse(List.of(KeyPurpose.SEAL, KeyPurpose.APPLICATION));
  }

  private String text(Map<KeyPurpose, Decision> cases, List<String> notes) {
    StringBuilder text = new StringBuilder();
    String question = identity + ", " + operation.label() + " with " + key + ": ";
    if (new HashSet<>(cases.values()).size() == 1) {
      Decision decision = cases.values().iterator().next();
      text.append(question).append(word(decision)).append("\n  ").append(decision.text());
    } else {
      text.append(question)
          .append(
              cases.entrySet().stream()
                  .map(each -> word(each.getValue()) + " if it is " + aKeyFor(each.getKey()))
                  .collect(Collectors.joining(", ")));
      cases.forEach(
          (purpose, decision) ->
              text.append("\n  ")
                  .append(KeyText.lower(purpose))
                  .append(" key: ")
                  .append(decision.text()));
    }
    notes.forEach(note -> text.append("\n  note: ").append(note));
    return text.toString();
  }

  private static String aKeyFor(KeyPurpose purpose) {
    return switch (purpose) {
      case SEAL -> "a seal key";
      case APPLICATION -> "an application key";
      case INTERNAL -> "an internal key";
    };
  }

  private static String word(Decision decision) {
    return decision.allowed() ? "allowed" : "denied";
  }

  private void fields(
      JsonGenerator json, boolean allowed, Map<KeyPurpose, Decision> cases, List<String> notes)
      throws IOException {
    json.writeStringField("identity", identity);
    json.writeStringField("key", key.value());
    json.writeStringField("operation", operation.label());
    if (listener != null) {
      json.writeStringField("listener", listener);
    }
    json.writeBooleanField("allowed", allowed);
    json.writeArrayFieldStart("cases");
    for (Map.Entry<KeyPurpose, Decision> each : cases.entrySet()) {
      json.writeStartObject();
      json.writeStringField("purpose", KeyText.lower(each.getKey()));
      json.writeBooleanField("allowed", each.getValue().allowed());
      json.writeStringField("rule", each.getValue().rule());
      json.writeStringField("text", each.getValue().text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }
}
