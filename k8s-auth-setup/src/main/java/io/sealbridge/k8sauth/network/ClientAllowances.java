package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.access.EgressSection;
import io.sealbridge.k8sauth.access.NetworkClient;
import java.util.ArrayList;
import java.util.List;

/** What consumers and clients of keys may reach. */
final class ClientAllowances {
  private ClientAllowances() {}

  static List<Allowance> of(Surroundings around) {
    List<Allowance> allowances = new ArrayList<>();
    around.clients().forEach(client -> allowances.addAll(of(around, client)));
    return allowances;
  }

  private static List<Allowance> of(Surroundings around, NetworkClient client) {
    Pods pods = Pods.of(client);
    String name = client.name();
    List<Allowance> allowances = new ArrayList<>();
    allowances.add(around.dns(name + "-dns", pods));
    if (client.readsVault()) {
      Port port = Port.tcp(around.network().vault().port());
      allowances.add(Allowance.egress(name + "-vault", pods, Rule.of(around.vault(), port)));
    }
    around.network().keys().stream()
        .filter(key -> key.clients().contains(name))
        .forEach(key -> allowances.add(around.key(name, pods, key)));
    List<Rule> further =
        around.network().egress().stream()
            .filter(egress -> egress.consumer().equals(name))
            .map(ClientAllowances::rule)
            .toList();
    if (!further.isEmpty()) {
      allowances.add(new Allowance(name + "-egress", pods, Direction.EGRESS, further));
    }
    return allowances;
  }

  private static Rule rule(EgressSection egress) {
    return Rule.of(new Peer.Hosts(egress.cidrs()), egress.ports().stream().map(Port::tcp).toList());
  }
}
