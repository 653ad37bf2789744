package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.NearestName;
import io.sealbridge.configuration.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Who may reach what in a cluster. Every port is that of the pod that answers, and every address
 * that of a pod or of a host outside: policies are asked after a Service has been resolved. That
 * two Services of different ports lead to one port of a pod cannot be seen from here.
 */
public record NetworkSection(
    @Setting(value = "Languages of the policies: kubernetes, calico.", byDefault = "[kubernetes]")
        List<PolicyKind> kinds,
    @Setting(
            "Namespaces in which pods reach nothing, and are reached by nothing, but as rules say."
                + " With calico alone, * stands for all but the cluster's own.")
        List<String> isolatedNamespaces,
    @Setting(
            value =
                "Whether calico's isolation counts at once. If not, it is staged: calico shows what"
                    + " it would refuse.",
            byDefault = "false")
        boolean enforceIsolation,
    @Setting("Where names are resolved.") DnsSection dns,
    @Setting("Where Vault is for pods.") VaultNetworkSection vault,
    @Setting("The API server, for Vault's own pods.") Optional<EndpointSection> apiServer,
    @Setting("The webhook of the agent injector, where there is one.")
        Optional<InjectorSection> injector,
    @Setting("The bridge and its keys.") Optional<BridgeNetworkSection> bridge,
    @Setting("What else consumers and clients of keys may reach.") List<EgressSection> egress) {

  /** Nothing in a cluster works without what runs in these. */
  public static final List<String> SYSTEM_NAMESPACES =
      List.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "calico-system",
          "calico-apiserver",
          "tigera-operator");

  public NetworkSection {
    kinds = List.copyOf(kinds);
    isolatedNamespaces = List.copyOf(isolatedNamespaces);
    egress = List.copyOf(egress);
    if (kinds.isEmpty() || new HashSet<>(kinds).size() < kinds.size()) {
      throw new IllegalArgumentException("kinds must list kubernetes, calico or both, each once");
    }
    requireNamespaces(kinds, isolatedNamespaces);
    if (vault.sealKey().isPresent()) {
      List<String> keys = bridge.map(BridgeNetworkSection::keyNames).orElse(List.of());
      String key = vault.sealKey().get();
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "vault.sealKey names "
                + key
                + ", which is not in bridge.keys"
                + NearestName.hint(key, keys));
      }
    }
  }

  /** Whether every namespace is isolated but {@link #SYSTEM_NAMESPACES}. */
  public boolean isolatesEverything() {
    return isolatedNamespaces.contains("*");
  }

  /** Workloads that use keys and read no secret. */
  public List<KeyClientSection> clients() {
    return bridge.map(BridgeNetworkSection::clients).orElse(List.of());
  }

  /** Keys that each have a port. */
  public List<KeyPortSection> keys() {
    return bridge.map(BridgeNetworkSection::keys).orElse(List.of());
  }

  private static void requireNamespaces(List<PolicyKind> kinds, List<String> isolatedNamespaces) {
    if (isolatedNamespaces.contains("*") && !kinds.equals(List.of(PolicyKind.CALICO))) {
      throw new IllegalArgumentException(
          "isolatedNamespaces has *, which only kinds: [calico] can say; list the namespaces");
    }
    if (isolatedNamespaces.contains("*") && isolatedNamespaces.size() > 1) {
      throw new IllegalArgumentException("isolatedNamespaces has * and other names");
    }
    for (String namespace : isolatedNamespaces) {
      if (namespace.equals("*")) {
        continue;
      }
      Names.requireKubernetes("isolatedNamespaces", namespace);
      if (SYSTEM_NAMESPACES.contains(namespace)) {
        throw new IllegalArgumentException(
            "isolatedNamespaces must not list "
                + namespace
                + ": the cluster itself runs there and would stop");
      }
    }
    Names.unique("isolatedNamespaces", "name", isolatedNamespaces);
  }
}
