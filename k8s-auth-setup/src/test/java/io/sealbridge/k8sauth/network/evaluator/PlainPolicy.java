package io.sealbridge.k8sauth.network.evaluator;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Optional;

/** One policy of {@code networking.k8s.io/v1}. */
record PlainPolicy(NetworkPolicy policy) {

  private record Rule(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {}

  private String namespace() {
    return policy.getMetadata().getNamespace();
  }

  /** Whether it isolates that pod in that direction. */
  boolean chooses(Endpoint subject, Way way) {
    return subject.pod().isPresent()
        && subject.pod().get().namespace().equals(namespace())
        && isChosen(subject.pod().get())
        && isOfType(way);
  }

  /** Left out, as empty: every pod of the namespace. */
  private boolean isChosen(Pod pod) {
    LabelSelector selector = policy.getSpec().getPodSelector();
    return selector == null || LabelSelectors.match(selector, pod.labels());
  }

  private boolean isOfType(Way way) {
    NetworkPolicySpec spec = policy.getSpec();
    return spec.getPolicyTypes().isEmpty()
        // Left out: always ingress, and egress if there are rules for it.
        ? way == Way.INGRESS || !spec.getEgress().isEmpty()
        : spec.getPolicyTypes().contains(way.type());
  }

  boolean allows(Packet packet, Way way) {
    return rules(way).stream().anyMatch(rule -> matches(rule, packet, way.peer(packet)));
  }

  private List<Rule> rules(Way way) {
    NetworkPolicySpec spec = policy.getSpec();
    return switch (way) {
      case INGRESS ->
          spec.getIngress().stream()
              .map(rule -> new Rule(rule.getFrom(), rule.getPorts()))
              .toList();
      case EGRESS ->
          spec.getEgress().stream().map(rule -> new Rule(rule.getTo(), rule.getPorts())).toList();
    };
  }

  private boolean matches(Rule rule, Packet packet, Endpoint peer) {
    return (rule.peers().isEmpty() || rule.peers().stream().anyMatch(one -> matches(one, peer)))
        && (rule.ports().isEmpty() || rule.ports().stream().anyMatch(one -> matches(one, packet)));
  }

  private boolean matches(NetworkPolicyPeer wanted, Endpoint peer) {
    if (wanted.getIpBlock() != null) {
      return matches(wanted.getIpBlock(), peer.address());
    }
    if (wanted.getPodSelector() == null && wanted.getNamespaceSelector() == null) {
      throw new IllegalArgumentException("the API server takes no peer that says nothing");
    }
    return peer.pod().filter(pod -> matches(wanted, pod)).isPresent();
  }

  private boolean matches(NetworkPolicyPeer wanted, Pod pod) {
    boolean namespace =
        wanted.getNamespaceSelector() == null
            ? pod.namespace().equals(namespace())
            : LabelSelectors.match(wanted.getNamespaceSelector(), pod.namespaceLabels());
    return namespace
        && (wanted.getPodSelector() == null
            || LabelSelectors.match(wanted.getPodSelector(), pod.labels()));
  }

  private static boolean matches(IPBlock block, String address) {
    if (block.getCidr() == null) {
      throw new IllegalArgumentException("the API server takes no block without addresses");
    }
    return Network.parse(block.getCidr()).contains(address)
        && block.getExcept().stream().noneMatch(out -> Network.parse(out).contains(address));
  }

  private static boolean matches(NetworkPolicyPort wanted, Packet packet) {
    String protocol = Optional.ofNullable(wanted.getProtocol()).orElse("TCP");
    if (!protocol.equals(packet.protocol())) {
      return false;
    }
    IntOrString port = wanted.getPort();
    if (port == null) {
      return true;
    }
    if (port.getStrVal() != null) {
      return packet.destination().pod().stream()
          .anyMatch(pod -> pod.ports().getOrDefault(port.getStrVal(), -1) == packet.port());
    }
    int last = Optional.ofNullable(wanted.getEndPort()).orElse(port.getIntVal());
    return packet.port() >= port.getIntVal() && packet.port() <= last;
  }
}
