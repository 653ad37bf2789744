package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.Effect;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Lock;
import io.sealbridge.k8sauth.vault.Owner;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Does what a plan says, in its order, for one owner at a time. Killed at any moment it leaves
 * nothing half done that the next run does not see: each object is recorded before it is made, read
 * again right before it is written, and struck out after it was removed.
 */
public final class Application {
  private static final Duration LOCK = Duration.ofSeconds(30);

  private final AccessDescription description;
  private final ClusterConnections connections;
  private final VaultApi vault;
  private final Clock clock;

  public Application(
      AccessDescription description, ClusterConnections connections, VaultApi vault, Clock clock) {
    this.description = description;
    this.connections = connections;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Makes all changes of {@code plan}; none of them if it is seen that not all are allowed.
   *
   * @param seen what the plan was made of; whatever is not so any more is not overwritten
   * @param conflicts what to do where others have set fields of objects in clusters
   * @param holder who does this, for whoever finds the lock held
   * @throws VaultException at the first change that fails; those before it are done
   * @throws ClusterException likewise
   */
  public void run(
      Plan plan, Map<Place, Seen> seen, Conflicts conflicts, String holder, Progress progress) {
    Owner owner = new Owner(description.owner());
    new RightsToChange(description, connections, vault).require(plan);
    new InventoryEngine(vault, InventoryEngine.DEFAULT_MOUNT).make();
    try (Lock lock =
        Lock.acquire(vault, InventoryEngine.DEFAULT_MOUNT, owner, holder, LOCK, clock)) {
      Inventory inventory = Inventory.read(vault, InventoryEngine.DEFAULT_MOUNT, owner);
      inventory.record(
          plan.changes().stream()
              .filter(change -> change.effect() == Effect.CREATE)
              .map(Change::place)
              .toList());
      Facts facts = new Facts(description, connections);
      VaultWriting inVault = new VaultWriting(description, facts, vault, inventory);
      ClusterWriting inClusters =
          new ClusterWriting(description, connections, conflicts, inventory);
      int done = 0;
      for (Change change : plan.changes()) {
        lock.check();
        switch (change) {
          case Change.InVault one ->
              inVault.apply(one, seen.getOrDefault(one.place(), new Seen.Absent()));
          case Change.InCluster one -> inClusters.apply(one);
        }
        progress.at(++done, plan.changes().size());
      }
    }
  }
}
