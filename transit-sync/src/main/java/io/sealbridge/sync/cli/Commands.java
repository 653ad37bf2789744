package io.sealbridge.sync.cli;

import io.sealbridge.commandline.FailureHandler;
import io.sealbridge.commandline.Group;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
        .addSubcommand(new RotateCommand(surroundings))
        .addSubcommand(new RetireCommand(surroundings))
        .addSubcommand(new SchemaCommand())
        .addSubcommand(new Rehearsal(surroundings))
        .addSubcommand(new AutoComplete.GenerateCompletion());
    root.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> command.findOption("--help") == null)
        // Not --version too, which is an option of retire.
        .forEach(command -> command.addOption(help()));
    FailureHandler failures =
        new FailureHandler("transit-sync", Failures::sentence, Failures::code);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help message and exit.")
        .build();
  }
}
