package io.sealbridge.k8sauth.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names in the section {@code network} of a cluster that stand for something elsewhere. */
final class NetworkReferences {
  private final String property;
  private final ClusterSection cluster;
  private final NetworkSection network;
  private final boolean vaultInside;

  private NetworkReferences(
      String property, ClusterSection cluster, NetworkSection network, boolean vaultInside) {
    this.property = property;
    this.cluster = cluster;
    this.network = network;
    this.vaultInside = vaultInside;
  }

  static void check(
      List<ClusterSection> clusters, VaultSection vault, List<ConsumerSection> consumers) {
    for (int i = 0; i < clusters.size(); i++) {
      ClusterSection cluster = clusters.get(i);
      if (cluster.network().isPresent()) {
        new NetworkReferences(
                "clusters[" + i + "].network",
                cluster,
                cluster.network().get(),
                vault.runsIn(cluster))
            .check(NetworkClient.of(cluster, consumers));
      }
    }
  }

  private void check(List<NetworkClient> clients) {
    List<String> names = clients.stream().map(NetworkClient::name).toList();
    Names.unique(property + ": consumers and bridge.clients together", "name", names);
    for (NetworkClient client : clients) {
      Names.requireKubernetes(property + ": the name of a consumer", client.name());
      Labels.require(property + ": the podLabels of " + client.name(), client.podLabels());
    }
    for (KeyPortSection key : network.keys()) {
      key.clients()
          .forEach(
              name ->
                  Names.known(property + ".bridge.keys " + key.name() + ".clients", name, names));
    }
    for (EgressSection egress : network.egress()) {
      Names.known(property + ".egress.consumer", egress.consumer(), names);
    }
    vault(clients);
    network.kinds().forEach(kind -> tellApart(kind, clients));
  }

  private void vault(List<NetworkClient> clients) {
    boolean addressed = !network.vault().cidrs().isEmpty();
    if (vaultInside && addressed) {
      throw new IllegalArgumentException(
          property
              + ".vault.cidrs is for a Vault outside the cluster, but vault.cluster says that it"
              + " runs in "
              + cluster.name());
    }
    if (!vaultInside && !addressed && clients.stream().anyMatch(NetworkClient::readsVault)) {
      throw new IllegalArgumentException(
          property
              + ".vault.cidrs must say where Vault is for the pods of "
              + cluster.name()
              + "; if it runs in that cluster, say vault.cluster: "
              + cluster.name());
    }
    boolean asks = vaultInside && cluster.setup() != Setup.PINNED_KEYS;
    if ((asks || network.injector().isPresent()) && network.apiServer().isEmpty()) {
      throw new IllegalArgumentException(
          property
              + ".apiServer must be given: "
              + (asks ? "Vault's own pods ask it about tokens" : "it calls the injector"));
    }
  }

  /** Refuses clients of different keys that the policies could not tell from each other. */
  private void tellApart(PolicyKind kind, List<NetworkClient> clients) {
    for (int i = 0; i < clients.size(); i++) {
      for (NetworkClient other : clients.subList(i + 1, clients.size())) {
        NetworkClient client = clients.get(i);
        if (alike(kind, client, other) && !keysOf(client).equals(keysOf(other))) {
          throw new IllegalArgumentException(
              "%s: %s and %s may use different keys, but %s policies cannot tell them apart: %s"
                  .formatted(
                      property,
                      client.name(),
                      other.name(),
                      kind == PolicyKind.CALICO ? "calico" : "kubernetes",
                      kind == PolicyKind.CALICO
                          ? "they share a ServiceAccount"
                          : "the podLabels of one are among those of the other"));
        }
      }
    }
  }

  private static boolean alike(PolicyKind kind, NetworkClient left, NetworkClient right) {
    if (!left.namespace().equals(right.namespace())) {
      return false;
    }
    return switch (kind) {
      case CALICO -> left.serviceAccount().equals(right.serviceAccount());
      case KUBERNETES ->
          left.podLabels().entrySet().containsAll(right.podLabels().entrySet())
              || right.podLabels().entrySet().containsAll(left.podLabels().entrySet());
    };
  }

  private Set<String> keysOf(NetworkClient client) {
    Set<String> keys = new HashSet<>();
    network.keys().stream()
        .filter(key -> key.clients().contains(client.name()))
        .forEach(key -> keys.add(key.name()));
    return keys;
  }
}
