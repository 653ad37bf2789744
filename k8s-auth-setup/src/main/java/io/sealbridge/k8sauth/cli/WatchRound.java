package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.apply.Application;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.watch.Drift;
import io.sealbridge.k8sauth.watch.Round;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** A plan, and where that is wanted an apply, with a login and a look at the file of its own. */
record WatchRound(
    CommonOptions common,
    PlanOptions planning,
    boolean repair,
    CommandSpec spec,
    Surroundings surroundings)
    implements Round {

  @Override
  public List<Drift> run(Consumer<List<Drift>> found) {
    AccessDescription description = common.read();
    try (VaultApi vault = common.vault(description.vault(), surroundings.environment());
        ClusterConnections clusters = new ClusterConnections(surroundings.environment())) {
      Situation situation =
          common.situation(description, clusters, vault, planning.conflicts(), spec, surroundings);
      Plan plan = situation.plan(planning.prune);
      List<Drift> drifts = Drift.of(plan);
      found.accept(drifts);
      if (!repair || plan.isEmpty()) {
        return drifts;
      }
      new Application(description, clusters, vault, surroundings.clock())
          .run(
              plan, situation.seen(), planning.conflicts(), surroundings.holder(), Progress.SILENT);
      return List.of();
    }
  }
}
