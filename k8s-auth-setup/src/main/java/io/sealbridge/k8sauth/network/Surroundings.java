package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.BridgeNetworkSection;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.DnsSection;
import io.sealbridge.k8sauth.access.KeyPortSection;
import io.sealbridge.k8sauth.access.NetworkClient;
import io.sealbridge.k8sauth.access.NetworkSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Where things are in a cluster. */
record Surroundings(AccessDescription description, ClusterSection cluster, NetworkSection network) {

  /** Vault's own pods, where Vault runs in the cluster. */
  Optional<Pods> vaultPods() {
    return description.vault().runsIn(cluster)
        ? Optional.of(
            new Pods(
                description.vault().podNamespace(),
                Optional.of(description.vault().podServiceAccount()),
                new TreeMap<>(network.vault().podLabels())))
        : Optional.empty();
  }

  Peer vault() {
    return vaultPods()
        .<Peer>map(Peer.Chosen::new)
        .orElseGet(() -> new Peer.Hosts(network.vault().cidrs()));
  }

  /** The bridge's own pods, where it runs in the cluster. */
  Optional<Pods> bridgePods() {
    return network
        .bridge()
        .flatMap(
            bridge ->
                bridge.namespace().map(namespace -> Pods.labelled(namespace, bridge.podLabels())));
  }

  Peer bridge() {
    return bridgePods()
        .<Peer>map(Peer.Chosen::new)
        .orElseGet(
            () ->
                new Peer.Hosts(
                    network.bridge().map(BridgeNetworkSection::cidrs).orElse(List.of())));
  }

  List<NetworkClient> clients() {
    return description.networkClients(cluster);
  }

  boolean unsealsVault(KeyPortSection key) {
    return vaultPods().isPresent()
        && network.vault().sealKey().filter(key.name()::equals).isPresent();
  }

  /** Lets {@code pods} resolve names. */
  Allowance dns(String name, Pods pods) {
    DnsSection dns = network.dns();
    List<Rule> rules = new ArrayList<>();
    rules.add(
        Rule.of(
            new Peer.Chosen(Pods.labelled(dns.namespace(), dns.podLabels())),
            Port.dns(dns.port())));
    if (!dns.nodeLocalAddresses().isEmpty()) {
      // A cache on the node answers at addresses that are no pod's, always at port 53.
      rules.add(Rule.of(new Peer.Hosts(dns.nodeLocalNetworks()), Port.dns(53)));
    }
    return new Allowance(name, pods, Direction.EGRESS, rules);
  }

  /** Lets {@code pods} reach the port of {@code key}. */
  Allowance key(String client, Pods pods, KeyPortSection key) {
    return Allowance.egress(
        client + "-" + title(key), pods, Rule.of(bridge(), Port.tcp(key.port())));
  }

  /** Unique by the port, as names of Kubernetes have no underscore and names of keys may have. */
  static String title(KeyPortSection key) {
    return "key-" + key.name().replace('_', '-') + "-" + key.port();
  }
}
