package io.sealbridge.k8sauth.network;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.sealbridge.k8sauth.access.NetworkSection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Policies of {@code networking.k8s.io/v1}, which choose pods by labels. */
final class PlainPolicies {
  /** On every namespace, set by the API server. */
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private PlainPolicies() {}

  static Stream<HasMetadata> of(NetworkSection network, List<Allowance> allowances) {
    return Stream.concat(
        network.isolatedNamespaces().stream().map(PlainPolicies::isolation),
        allowances.stream().map(PlainPolicies::policy));
  }

  private static NetworkPolicy isolation(String namespace) {
    return named(Isolation.NAME, namespace)
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes(Isolation.DIRECTIONS)
        .endSpec()
        .build();
  }

  private static NetworkPolicy policy(Allowance allowance) {
    NetworkPolicyBuilder policy =
        named(allowance.name(), allowance.subject().namespace())
            .withNewSpec()
            .withPodSelector(labels(allowance.subject().labels()))
            .withPolicyTypes(allowance.direction().word())
            .endSpec();
    for (Rule rule : allowance.rules()) {
      List<NetworkPolicyPeer> peers = rule.peers().stream().flatMap(PlainPolicies::peers).toList();
      List<NetworkPolicyPort> ports = rule.ports().stream().map(PlainPolicies::port).toList();
      policy =
          switch (allowance.direction()) {
            case INGRESS ->
                policy
                    .editSpec()
                    .addNewIngress()
                    .withFrom(peers)
                    .withPorts(ports)
                    .endIngress()
                    .endSpec();
            case EGRESS ->
                policy
                    .editSpec()
                    .addNewEgress()
                    .withTo(peers)
                    .withPorts(ports)
                    .endEgress()
                    .endSpec();
          };
    }
    return policy.build();
  }

  private static NetworkPolicyBuilder named(String name, String namespace) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels(Isolation.MADE_BY)
        .endMetadata();
  }

  private static Stream<NetworkPolicyPeer> peers(Peer peer) {
    return switch (peer) {
      // Both selectors in one peer: these pods in that namespace, not these pods or that namespace.
      case Peer.Chosen(Pods pods) ->
          Stream.of(
              new NetworkPolicyPeerBuilder()
                  .withNamespaceSelector(labels(Map.of(NAMESPACE_NAME, pods.namespace())))
                  .withPodSelector(labels(pods.labels()))
                  .build());
      case Peer.Hosts(List<String> networks) ->
          networks.stream()
              .map(
                  network ->
                      new NetworkPolicyPeerBuilder()
                          .withNewIpBlock()
                          .withCidr(network)
                          .endIpBlock()
                          .build());
    };
  }

  private static NetworkPolicyPort port(Port port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(port.protocol())
        .withNewPort(port.number())
        .build();
  }

  private static LabelSelector labels(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }
}
