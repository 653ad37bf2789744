package io.sealbridge.k8sauth.cli;

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
        .name("k8s-auth-setup")
        .usageMessage()
        .description("Sets up how pods prove to Vault or OpenBao who they are.");
    root.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .version("k8s-auth-setup " + surroundings.version());
    root.addSubcommand(new PlanCommand(surroundings))
        .addSubcommand(new ApplyCommand(surroundings))
        .addSubcommand(new SchemaCommand())
        .addSubcommand(new PolicyCommand())
        .addSubcommand(new RenderCommand())
        .addSubcommand(new VerifyCommand(surroundings))
        .addSubcommand(new WatchCommand(surroundings))
        .addSubcommand(new Rehearsal(surroundings))
        .addSubcommand(new AutoComplete.GenerateCompletion());
    root.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    FailureHandler failures =
        new FailureHandler("k8s-auth-setup", Failures::sentence, Failures::code);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }
}
