package io.sealbridge.k8sauth.network;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network policies of a cluster. Policies are asked after a Service has been resolved, so all
 * ports and addresses are those of pods and hosts. That is why each key of the bridge has a port of
 * its own at the pod: a Service that leads several ports to one would open every key to whoever may
 * use one of them, and that cannot be seen from here.
 *
 * <p>A pod that is chosen by a policy reaches nothing but what the policies say: with the first of
 * them a consumer loses every other way out. Policies of kind {@link PolicyKind#KUBERNETES} believe
 * the labels of a pod, which whoever makes the pod chooses; those of {@link PolicyKind#CALICO} its
 * ServiceAccount, which whoever makes pods in that namespace chooses.
 */
public final class NetworkPolicies {
  private NetworkPolicies() {}

  /** None if the file says nothing about the network of {@code cluster}; in a fixed order. */
  public static List<HasMetadata> of(AccessDescription description, ClusterSection cluster) {
    return cluster.network().stream()
        .map(network -> new Surroundings(description, cluster, network))
        .flatMap(NetworkPolicies::all)
        .toList();
  }

  private static Stream<HasMetadata> all(Surroundings around) {
    List<Allowance> allowances = new ArrayList<>();
    allowances.addAll(ClientAllowances.of(around));
    allowances.addAll(VaultAllowances.of(around));
    allowances.addAll(ServerAllowances.of(around));
    return around.network().kinds().stream()
        .flatMap(
            kind ->
                switch (kind) {
                  case KUBERNETES -> PlainPolicies.of(around.network(), allowances);
                  case CALICO -> CalicoPolicies.of(around.network(), allowances);
                });
  }
}
