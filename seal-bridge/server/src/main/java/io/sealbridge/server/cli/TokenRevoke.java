package io.sealbridge.server.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke",
    description = "Removes a token. A running bridge refuses it within seconds.")
final class TokenRevoke implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ACCESSOR", description = "Which one, as \"token list\" shows it.")
  String accessor = "";

  @Override
  public Integer call() throws IOException {
    Path directory = common.read().configuration().tokens().directory();
    if (!IssuedToken.isAccessor(accessor)) {
      // It may be the token itself, so it is not repeated.
      throw new UsageException(
          "an accessor is 16 hexadecimal digits, as \"token list\" shows it; give that");
    }
    IssuedToken revoked =
        new TokenDirectory(directory)
            .revoke(accessor)
            .orElseThrow(
                () ->
                    new CommandException(
                        "no token with accessor " + accessor + " in " + directory));
    new Printer(spec.commandLine().getOut(), common.output)
        .print(
            "revoked token " + accessor + " of " + revoked.identity(),
            json -> {
              TokenPrinter.fields(json, revoked);
              json.writeBooleanField("revoked", true);
            });
    return ExitCode.DONE;
  }
}
