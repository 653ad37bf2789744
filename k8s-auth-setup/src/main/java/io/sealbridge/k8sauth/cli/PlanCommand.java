package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.RightsInVault;
import io.sealbridge.k8sauth.apply.RightsToChange;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.vault.PolicyRule;
import io.sealbridge.vault.VaultApi;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = {
      "Shows what would have to change in Vault and in clusters, and changes nothing.",
      "Ends with 0 if nothing has to, with 3 if something has."
    })
final class PlanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlanOptions planning = new PlanOptions();

  PlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AccessDescription description = common.read();
    try (VaultApi vault = common.vault(description.vault(), surroundings.environment());
        ClusterConnections clusters = new ClusterConnections(surroundings.environment())) {
      Situation situation =
          common.situation(description, clusters, vault, planning.conflicts(), spec, surroundings);
      Plan plan = common.show(situation, planning.prune, spec, surroundings);
      tell(new RightsToChange(description, clusters, vault).inVault(plan));
      return plan.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }
  }

  /** Whoever plans need not be who applies, so it is no failure. */
  private void tell(RightsInVault rights) {
    PrintWriter err = spec.commandLine().getErr();
    switch (rights) {
      case RightsInVault.Enough _ -> {}
      case RightsInVault.Missing missing -> {
        err.println("This token may not apply it. No policy of it has:");
        missing.policyLines().forEach(line -> err.println("  " + line));
      }
      case RightsInVault.NotTold _ ->
          err.println(
              "Whether this token may apply it is not known: it may not ask. No policy of it has: "
                  + new PolicyRule("sys/capabilities-self", List.of("update")).text());
    }
    err.flush();
  }
}
