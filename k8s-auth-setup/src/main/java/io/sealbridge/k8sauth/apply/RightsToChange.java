package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.kubernetes.AccessRule;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.objects.OwnRights;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks both sides whether a plan may be carried out, so that it is not left half done for want of a
 * right. Rights to make objects in clusters are asked when clusters are read; here those to remove
 * them.
 */
public final class RightsToChange {
  private final AccessDescription description;
  private final ClusterConnections connections;
  private final VaultApi vault;

  public RightsToChange(
      AccessDescription description, ClusterConnections connections, VaultApi vault) {
    this.description = description;
    this.connections = connections;
    this.vault = vault;
  }

  /**
   * @throws VaultException with {@link VaultFault.RightsMissing}
   * @throws ClusterException with {@link ClusterFault.RightsMissing}
   */
  void require(Plan plan) {
    switch (inVault(plan)) {
      case RightsInVault.Missing missing ->
          throw new VaultException(new VaultFault.RightsMissing(missing.policyLines()));
      // The writes will show.
      case RightsInVault.Enough _, RightsInVault.NotTold _ -> {}
    }
    removals(plan).forEach(this::require);
  }

  /** Whether the token may make the plan's changes in Vault. */
  public RightsInVault inVault(Plan plan) {
    Map<String, Need> needs = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      if (change instanceof Change.InVault one) {
        needs.put(one.place().path(), need(one));
      }
    }
    if (needs.isEmpty()) {
      return new RightsInVault.Enough();
    }
    return granted(needs)
        .map(granted -> compared(needs, granted))
        .orElseGet(RightsInVault.NotTold::new);
  }

  private static RightsInVault compared(
      Map<String, Need> needs, Map<String, List<String>> granted) {
    List<String> missing =
        needs.entrySet().stream()
            .filter(need -> granted.containsKey(need.getKey()))
            .filter(need -> !need.getValue().isMet(granted.getOrDefault(need.getKey(), List.of())))
            .map(need -> need.getValue().policyLine(need.getKey()))
            .toList();
    return missing.isEmpty() ? new RightsInVault.Enough() : new RightsInVault.Missing(missing);
  }

  private Optional<Map<String, List<String>>> granted(Map<String, Need> needs) {
    try {
      return Optional.of(vault.capabilities(needs.keySet()));
    } catch (VaultException e) {
      if (e.fault() instanceof VaultFault.Forbidden) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Need need(Change.InVault change) {
    return switch (change) {
      case Change.Create create ->
          create.place() instanceof Place.AuthMethod ? Need.MOUNT_METHOD : Need.WRITE;
      case Change.Update _ -> Need.WRITE;
      case Change.Delete _ -> Need.DELETE;
    };
  }

  private static Map<String, List<ClusterPlace>> removals(Plan plan) {
    Map<String, List<ClusterPlace>> removals = new TreeMap<>();
    for (Change change : plan.changes()) {
      if (change instanceof Change.DeleteObject delete) {
        removals
            .computeIfAbsent(delete.place().cluster(), _ -> new ArrayList<>())
            .add(delete.place());
      }
    }
    return removals;
  }

  private void require(String cluster, List<ClusterPlace> places) {
    ClusterApi api = connections.to(description.cluster(Optional.of(cluster)));
    List<AccessRule> missing = api.permissions().missing(OwnRights.toRemove(places));
    if (!missing.isEmpty()) {
      throw new ClusterException(new ClusterFault.RightsMissing(api.address(), missing));
    }
  }
}
