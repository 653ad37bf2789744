package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.Table;
import io.sealbridge.configuration.Durations;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.reaction.Answer;
import io.sealbridge.server.reaction.Asking;
import io.sealbridge.server.reaction.Replica;
import io.sealbridge.server.reaction.Wanted;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The end of a command that has changed what replicas are to act by: prints the change, asks the
 * replicas, and fails unless each has acknowledged.
 */
final class Settlement {
  private final CommandSpec spec;
  private final CommonOptions common;
  private final BridgeConfiguration configuration;
  private final ReplicaOptions options;
  private final boolean watched;
  private final List<Replica> replicas;

  /** Made before the change, so that a wrong address is said while nothing has happened. */
  Settlement(
      CommandSpec spec,
      CommonOptions common,
      BridgeConfiguration configuration,
      ReplicaOptions options,
      boolean watched) {
    this.spec = spec;
    this.common = common;
    this.configuration = configuration;
    this.options = options;
    this.watched = watched;
    this.replicas = options.of(configuration);
  }

  /**
   * Prints and asks.
   *
   * @param text what has been changed
   * @param fields the same as JSON
   * @param confirm the command that asks again
   */
  int settle(String text, Printer.Fields fields, Wanted wanted, String confirm) {
    Printer printer = new Printer(spec.commandLine().getOut(), common.output);
    if (common.output == OutputFormat.TEXT) {
      printer.print(text, fields);
    }
    if (options.asksNobody()) {
      printer.print(
          "no replica was asked (--no-wait), so nothing is proven; ask with: " + confirm,
          json -> {
            fields.write(json);
            json.writeBooleanField("asked", false);
          });
      return ExitCode.DONE;
    }
    List<Answer> answers = ask(wanted);
    printer.print(
        table(answers),
        json -> {
          fields.write(json);
          write(json, answers);
        });
    require(answers, confirm);
    return ExitCode.DONE;
  }

  private List<Answer> ask(Wanted wanted) {
    PrintWriter err = spec.commandLine().getErr();
    if (watched) {
      err.printf(
          "asking %d replicas for at most %s ...%n",
          replicas.size(), Durations.text(options.patience()));
      err.flush();
    }
    Asking asking =
        new Asking(
            configuration.deployment(),
            options.patience(),
            answer -> {
              if (watched) {
                err.printf("%s has acknowledged%n", answer.replica().management());
                err.flush();
              }
            });
    return asking.ask(replicas, wanted);
  }

  private String table(List<Answer> answers) {
    Table table = new Table("REPLICA", "ADDRESS", "ACKNOWLEDGED");
    for (Answer answer : answers) {
      table.row(
          answer.replica().name(),
          answer.replica().management().toString(),
          answer.isAcknowledged()
              ? "yes, after " + seconds(answer.after())
              : "NO: " + answer.lacking());
    }
    return options.mayMissSome(configuration)
        ? table
            + "asked "
            + answers.size()
            + (answers.size() == 1 ? " replica" : " replicas")
            + "; others are not in \"replicas\" of the configuration, and nothing is known of them\n"
        : table.toString();
  }

  private static String seconds(Duration after) {
    return "%.1f s".formatted(after.toMillis() / 1000.0);
  }

  private void write(JsonGenerator json, List<Answer> answers) throws IOException {
    json.writeBooleanField("asked", true);
    json.writeBooleanField("acknowledged", answers.stream().allMatch(Answer::isAcknowledged));
    json.writeBooleanField("allReplicasKnown", !options.mayMissSome(configuration));
    json.writeArrayFieldStart("replicas");
    for (Answer answer : answers) {
      json.writeStartObject();
      json.writeStringField("node", answer.replica().node().orElse(""));
      json.writeStringField("management", answer.replica().management().toString());
      json.writeBooleanField("acknowledged", answer.isAcknowledged());
      json.writeNumberField("afterMillis", answer.after().toMillis());
      if (!answer.isAcknowledged()) {
        json.writeStringField("lacking", answer.lacking());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void require(List<Answer> answers, String confirm) {
    List<Answer> open = answers.stream().filter(answer -> !answer.isAcknowledged()).toList();
    if (!open.isEmpty()) {
      throw new CommandException(
          "%d of %d replicas have not acknowledged within %s: %s. The change itself stands. Until a"
                  .formatted(
                      open.size(),
                      answers.size(),
                      Durations.text(options.patience()),
                      open.stream().map(Settlement::who).collect(Collectors.joining(", ")))
              + " replica has acknowledged it may act as before: bring it back, or stop it or cut it"
              + " off from its callers; then ask again with: "
              + confirm);
    }
  }

  private static String who(Answer answer) {
    Replica replica = answer.replica();
    return replica.node().orElse(replica.management().toString());
  }
}
