package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.access.EndpointSection;
import io.sealbridge.k8sauth.access.NetworkClient;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.access.VaultNetworkSection;
import java.util.ArrayList;
import java.util.List;

/** Whom Vault's own pods answer and what they may reach, where Vault runs in the cluster. */
final class VaultAllowances {
  private static final String NAME = "vault-pods";

  private VaultAllowances() {}

  static List<Allowance> of(Surroundings around) {
    return around.vaultPods().map(pods -> of(around, pods)).orElse(List.of());
  }

  private static List<Allowance> of(Surroundings around, Pods pods) {
    VaultNetworkSection vault = around.network().vault();
    List<Allowance> allowances = new ArrayList<>();
    List<Peer> clients = clients(around);
    if (!clients.isEmpty()) {
      allowances.add(
          Allowance.ingress(
              NAME + "-clients", pods, new Rule(clients, List.of(Port.tcp(vault.port())))));
    }
    // Nodes join each other at the one port and talk at the other.
    List<Port> ports = List.of(Port.tcp(vault.port()), Port.tcp(vault.clusterPort()));
    Rule nodes = Rule.of(new Peer.Chosen(pods), ports);
    allowances.add(Allowance.ingress(NAME + "-from-nodes", pods, nodes));
    allowances.add(Allowance.egress(NAME + "-to-nodes", pods, nodes));
    allowances.add(around.dns(NAME + "-dns", pods));
    if (around.description().setup(around.cluster()) != Setup.PINNED_KEYS) {
      around
          .network()
          .apiServer()
          .ifPresent(
              server -> allowances.add(Allowance.egress(NAME + "-api-server", pods, rule(server))));
    }
    around.network().keys().stream()
        .filter(around::unsealsVault)
        .forEach(key -> allowances.add(around.key(NAME, pods, key)));
    if (!vault.egress().isEmpty()) {
      allowances.add(
          new Allowance(
              NAME + "-egress",
              pods,
              Direction.EGRESS,
              vault.egress().stream().map(VaultAllowances::rule).toList()));
    }
    return allowances;
  }

  private static List<Peer> clients(Surroundings around) {
    VaultNetworkSection vault = around.network().vault();
    List<Peer> peers = new ArrayList<>();
    around.clients().stream()
        .filter(NetworkClient::readsVault)
        .forEach(client -> peers.add(new Peer.Chosen(Pods.of(client))));
    vault.readers().forEach(reader -> peers.add(new Peer.Chosen(Pods.of(reader))));
    if (!vault.clientCidrs().isEmpty()) {
      peers.add(new Peer.Hosts(vault.clientCidrs()));
    }
    return peers;
  }

  private static Rule rule(EndpointSection endpoint) {
    return Rule.of(
        new Peer.Hosts(endpoint.cidrs()), endpoint.ports().stream().map(Port::tcp).toList());
  }
}
