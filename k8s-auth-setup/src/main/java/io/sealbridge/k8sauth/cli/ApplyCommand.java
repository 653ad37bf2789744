package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.Confirmation;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.apply.Application;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.vault.VaultApi;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "apply",
    description = {
      "Shows what has to change in Vault and in clusters, asks, and changes it.",
      "Writes only what differs. May be interrupted at any time and run again."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlanOptions planning = new PlanOptions();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  ApplyCommand(Surroundings surroundings) {
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
      if (!plan.isEmpty()) {
        change(
            new Application(description, clusters, vault, surroundings.clock()), plan, situation);
      }
      return ExitCode.DONE;
    }
  }

  private void change(Application application, Plan plan, Situation situation) {
    PrintWriter err = spec.commandLine().getErr();
    if (!yes) {
      new Confirmation(surroundings.input(), surroundings.terminal(), err)
          .ask("Make these changes?");
    }
    try (ProgressLine progress = new ProgressLine(err, surroundings.terminal(), "changed:")) {
      application.run(
          plan, situation.seen(), planning.conflicts(), surroundings.holder(), progress);
    }
    err.println("Done: " + plan.changes().size() + " changes made.");
    err.flush();
  }
}
