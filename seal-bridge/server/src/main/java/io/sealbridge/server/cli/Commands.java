package io.sealbridge.server.cli;

import io.sealbridge.commandline.FailureHandler;
import io.sealbridge.commandline.Group;
import io.sealbridge.keyring.KeyName;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  static CommandLine of(Surroundings surroundings) {
    CommandLine keys =
        group("keys", "Makes, shows and changes keys on the HSMs.")
            .addSubcommand(new KeysCreate(surroundings))
            .addSubcommand(new KeysList(surroundings))
            .addSubcommand(new KeysShow(surroundings))
            .addSubcommand(new KeysRotate(surroundings))
            .addSubcommand(new KeysRetire(surroundings))
            .addSubcommand(new KeysConfigure(surroundings))
            .addSubcommand(new KeysTrim(surroundings))
            .addSubcommand(new KeysDelete(surroundings))
            .addSubcommand(new KeysFreeze(surroundings))
            .addSubcommand(new KeysThaw(surroundings))
            .addSubcommand(new KeysConfirm(surroundings))
            .addSubcommand(new KeysRepair(surroundings));
    CommandLine tokens =
        group("token", "Makes, shows and revokes bearer tokens.")
            .addSubcommand(new TokenCreate(surroundings))
            .addSubcommand(new TokenList(surroundings))
            .addSubcommand(new TokenRevoke());
    CommandLine access =
        group("access", "Shows and changes who is shut out, and says who may do what.")
            .addSubcommand(new AccessList())
            .addSubcommand(new AccessExplain())
            .addSubcommand(new AccessCheck(surroundings))
            .addSubcommand(new AccessRevoke(surroundings))
            .addSubcommand(new AccessRevokeToken(surroundings))
            .addSubcommand(new AccessRestore(surroundings))
            .addSubcommand(new AccessRaiseEpoch(surroundings))
            .addSubcommand(new AccessConfirm(surroundings));
    CommandLine audit =
        group("audit", "Verifies, shows, exports and witnesses the key-use log; touches no HSM.")
            .addSubcommand(new AuditVerify(surroundings))
            .addSubcommand(new AuditReport(surroundings))
            .addSubcommand(new AuditTail(surroundings))
            .addSubcommand(new AuditExport(surroundings))
            .addSubcommand(new AuditProve())
            .addSubcommand(new AuditCheckProof())
            .addSubcommand(new AuditKeys())
            .addSubcommand(new AuditInit(surroundings))
            .addSubcommand(new AuditWitness(surroundings));
    CommandLine root =
        group("seal-bridge", "Unseals Vault and OpenBao by a key in an HSM.")
            .addSubcommand(keys)
            .addSubcommand(tokens)
            .addSubcommand(access)
            .addSubcommand(audit)
            .addSubcommand(new DoctorCommand(surroundings))
            .addSubcommand(new ServeCommand(surroundings))
            .addSubcommand(new HealthCommand())
            .addSubcommand(new Rehearsal(surroundings))
            .addSubcommand(new VersionCommand(surroundings))
            .addSubcommand(new AutoComplete.GenerateCompletion());
    addHelp(root);
    FailureHandler failures = new FailureHandler("seal-bridge", Failures::sentence, Failures::code);
    return root.registerConverter(KeyName.class, new KeyParameter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  /** {@code --help} everywhere; {@code --version} is an option of {@code keys retire}. */
  private static void addHelp(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              CommandLine.Model.OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this text and end.")
                  .build());
    }
    command.getSubcommands().values().forEach(Commands::addHelp);
  }
}
