package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.Table;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Shows the tokens that count, and files that do not.")
final class TokenList implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  TokenList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    TokenDirectory.Contents contents =
        new TokenDirectory(common.read().configuration().tokens().directory()).read();
    Instant now = surroundings.clock().instant();
    new Printer(spec.commandLine().getOut(), common.output)
        .print(text(contents, now), json -> fields(json, contents, now));
    return ExitCode.DONE;
  }

  private static String text(TokenDirectory.Contents contents, Instant now) {
    Table table = new Table("IDENTITY", "ACCESSOR", "CREATED", "EXPIRES", "STATE");
    for (IssuedToken token : contents.tokens()) {
      table.row(
          token.identity(),
          token.accessor(),
          token.created().toString(),
          TokenPrinter.expiry(token),
          token.isExpired(now) ? "expired" : "valid");
    }
    String tokens = table.isEmpty() ? "no tokens\n" : table.toString();
    return contents.problems().isEmpty()
        ? tokens
        : tokens + "\n" + String.join("\n", contents.problems()) + "\n";
  }

  private static void fields(JsonGenerator json, TokenDirectory.Contents contents, Instant now)
      throws IOException {
    json.writeArrayFieldStart("tokens");
    for (IssuedToken token : contents.tokens()) {
      json.writeStartObject();
      TokenPrinter.fields(json, token);
      json.writeBooleanField("expired", token.isExpired(now));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    for (String problem : contents.problems()) {
      json.writeString(problem);
    }
    json.writeEndArray();
  }
}
