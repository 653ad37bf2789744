package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.RoleSection;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.desired.DeclaredRoles;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.verify.Report;
import io.sealbridge.k8sauth.verify.Result;
import io.sealbridge.k8sauth.verify.Verification;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultLogins;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Proves with real logins that every role of the file lets in whom it should and nobody else.",
      "For each ServiceAccount that a role names: makes a token for ten minutes, logs in, reads the"
          + " secrets of the role's consumers, and tries what has to be refused: others' secrets,"
          + " another ServiceAccount, a token for another audience. Then revokes the login's token."
          + " If a login is refused, finds out why.",
      "Writes nothing else; Vault itself keeps an identity of every account that has logged in.",
      "Ends with 0 if all is good, with 3 on a finding, with 1 if something could not be verified."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-r", "--role"},
      paramLabel = "ROLE",
      description = "Verify this role only; may be given several times.")
  List<String> roles = List.of();

  @Option(names = "--strict", description = "Take warnings for findings: end with 3 on one.")
  boolean strict;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AccessDescription description = common.read();
    requireKnown(DeclaredRoles.of(description).stream().map(RoleSection::name).toList());
    try (VaultApi vault = common.vault(description.vault(), surroundings.environment());
        VaultLogins logins = new VaultLogins(common.address(description.vault()));
        ClusterConnections clusters = new ClusterConnections(surroundings.environment())) {
      Situation situation =
          common.situation(description, clusters, vault, Conflicts.REFUSE, spec, surroundings);
      Report report = verified(new Verification(description, situation, clusters, logins, vault));
      ReportPrinter.print(
          new Printer(spec.commandLine().getOut(), common.output), report, surroundings.terminal());
      return code(report.result());
    }
  }

  private Report verified(Verification verification) {
    try (ProgressLine progress =
        new ProgressLine(
            spec.commandLine().getErr(), surroundings.terminal(), "verifying roles:")) {
      return verification.run(name -> roles.isEmpty() || roles.contains(name), progress);
    }
  }

  private void requireKnown(List<String> known) {
    for (String role : roles) {
      if (!known.contains(role)) {
        throw new UsageException(
            "--role " + role + " is not in the file" + NearestName.hint(role, known));
      }
    }
  }

  private int code(Result result) {
    return switch (result) {
      case FINDING -> ExitCode.DIFFERENCES;
      case FAILED -> ExitCode.FAILED;
      case WARNING -> strict ? ExitCode.DIFFERENCES : ExitCode.DONE;
      case OK, NOT_TRIED -> ExitCode.DONE;
    };
  }
}
