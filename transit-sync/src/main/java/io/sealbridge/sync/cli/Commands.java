package io.sealbridge.sync.cli;

import io.sealbridge.commandline.FailureHandler;
import io.sealbridge.commandline.Group;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  static CommandLine of(Surroundings surroundings) {
    CommandLine root = new CommandLine(new Group());
    root.getCommandSpec()
        .name("transit-sync")
        .usageMessage()
        .description("Moves Vault and OpenBao clusters to new versions of their seal keys.");
    root.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .version("transit-sync " + surroundings.version());
    root.addSubcommand(new StatusCommand())
        .addSubcommand(new SchemaCommand())
        .addSubcommand(new Rehearsal(surroundings))
        .addSubcommand(new AutoComplete.GenerateCompletion());
    root.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    FailureHandler failures =
        new FailureHandler("transit-sync", Failures::sentence, Failures::code);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }
}
