package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.access.EndpointSection;
import io.sealbridge.k8sauth.access.InjectorSection;
import io.sealbridge.k8sauth.access.KeyPortSection;
import java.util.ArrayList;
import java.util.List;

/** Whom the bridge's pods answer at the port of each key, and the injector's at its webhook. */
final class ServerAllowances {
  private ServerAllowances() {}

  static List<Allowance> of(Surroundings around) {
    List<Allowance> allowances = new ArrayList<>();
    around
        .bridgePods()
        .ifPresent(
            pods -> around.network().keys().forEach(key -> key(allowances, around, pods, key)));
    around
        .network()
        .injector()
        .ifPresent(
            injector ->
                around
                    .network()
                    .apiServer()
                    .ifPresent(server -> allowances.add(webhook(injector, server))));
    return allowances;
  }

  private static void key(
      List<Allowance> allowances, Surroundings around, Pods bridge, KeyPortSection key) {
    List<Peer> clients = new ArrayList<>();
    around.clients().stream()
        .filter(client -> key.clients().contains(client.name()))
        .forEach(client -> clients.add(new Peer.Chosen(Pods.of(client))));
    if (around.unsealsVault(key)) {
      around.vaultPods().map(Peer.Chosen::new).ifPresent(clients::add);
    }
    // Nobody's port stays shut because of the others' policies.
    if (!clients.isEmpty()) {
      allowances.add(
          Allowance.ingress(
              "bridge-" + Surroundings.title(key),
              bridge,
              new Rule(clients, List.of(Port.tcp(key.port())))));
    }
  }

  private static Allowance webhook(InjectorSection injector, EndpointSection server) {
    return Allowance.ingress(
        "vault-agent-injector-webhook",
        Pods.labelled(injector.namespace(), injector.podLabels()),
        Rule.of(new Peer.Hosts(server.cidrs()), Port.tcp(injector.port())));
  }
}
