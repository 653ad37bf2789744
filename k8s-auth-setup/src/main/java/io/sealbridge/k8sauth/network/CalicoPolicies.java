package io.sealbridge.k8sauth.network;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.sealbridge.k8sauth.access.NetworkSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies of {@code projectcalico.org/v3}, which choose pods by their ServiceAccount. */
final class CalicoPolicies {
  /** Of a namespace, and of a ServiceAccount: its name. */
  private static final String NAME = "projectcalico.org/name";

  /** Before plain policies, which count as of order 1000, and before {@link #ISOLATION_ORDER}. */
  private static final int ORDER = 500;

  private static final int ISOLATION_ORDER = 2000;

  private CalicoPolicies() {}

  static Stream<HasMetadata> of(NetworkSection network, List<Allowance> allowances) {
    Stream<HasMetadata> isolation =
        network.isolatedNamespaces().isEmpty() ? Stream.of() : Stream.of(isolation(network));
    return Stream.concat(isolation, allowances.stream().map(CalicoPolicies::policy));
  }

  private static HasMetadata isolation(NetworkSection network) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (!network.enforceIsolation()) {
      spec.put("stagedAction", "Set");
    }
    spec.put("order", ISOLATION_ORDER);
    spec.put("namespaceSelector", isolated(network));
    spec.put("types", Isolation.DIRECTIONS);
    return resource(
        network.enforceIsolation() ? "GlobalNetworkPolicy" : "StagedGlobalNetworkPolicy",
        new ObjectMetaBuilder().withName(Isolation.NAME).withLabels(Isolation.MADE_BY),
        spec);
  }

  private static String isolated(NetworkSection network) {
    return network.isolatesEverything()
        // What has a namespace is no host of the cluster; without that, hosts would be shut as
        // well.
        ? "has(%s) && %s not in %s".formatted(NAME, NAME, set(NetworkSection.SYSTEM_NAMESPACES))
        : NAME + " in " + set(network.isolatedNamespaces());
  }

  private static HasMetadata policy(Allowance allowance) {
    Pods subject = allowance.subject();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("order", ORDER);
    subject
        .serviceAccount()
        .ifPresentOrElse(
            name -> spec.put("serviceAccountSelector", NAME + " == " + quoted(name)),
            () -> spec.put("selector", selector(subject.labels())));
    spec.put("types", List.of(allowance.direction().word()));
    spec.put(
        allowance.direction() == Direction.INGRESS ? "ingress" : "egress",
        allowance.rules().stream().flatMap(rule -> rules(allowance.direction(), rule)).toList());
    return resource(
        "NetworkPolicy",
        new ObjectMetaBuilder()
            .withName(allowance.name())
            .withNamespace(subject.namespace())
            .withLabels(Isolation.MADE_BY),
        spec);
  }

  /** One for each peer and protocol, as a rule of Calico's has room for one of each. */
  private static Stream<Map<String, Object>> rules(Direction direction, Rule rule) {
    Map<String, List<Integer>> ports =
        rule.ports().stream()
            .collect(
                Collectors.groupingBy(
                    Port::protocol,
                    LinkedHashMap::new,
                    Collectors.mapping(Port::number, Collectors.toList())));
    return rule.peers().stream()
        .flatMap(
            peer ->
                ports.entrySet().stream()
                    .map(entry -> rule(direction, peer, entry.getKey(), entry.getValue())));
  }

  private static Map<String, Object> rule(
      Direction direction, Peer peer, String protocol, List<Integer> ports) {
    Map<String, Object> allow = new LinkedHashMap<>();
    allow.put("action", "Allow");
    allow.put("protocol", protocol);
    // The ports are those of the side that answers.
    Map<String, Object> destination = new LinkedHashMap<>();
    switch (direction) {
      case INGRESS -> allow.put("source", entity(peer));
      case EGRESS -> destination.putAll(entity(peer));
    }
    destination.put("ports", ports);
    allow.put("destination", destination);
    return allow;
  }

  private static Map<String, Object> entity(Peer peer) {
    return switch (peer) {
      case Peer.Hosts(List<String> networks) -> Map.of("nets", networks);
      case Peer.Chosen(Pods pods) -> {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("namespaceSelector", NAME + " == " + quoted(pods.namespace()));
        pods.serviceAccount()
            .ifPresentOrElse(
                name -> entity.put("serviceAccounts", Map.of("names", List.of(name))),
                () -> entity.put("selector", selector(pods.labels())));
        yield entity;
      }
    };
  }

  private static String selector(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + " == " + quoted(label.getValue()))
        .collect(Collectors.joining(" && "));
  }

  private static String set(List<String> names) {
    return names.stream().map(CalicoPolicies::quoted).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static HasMetadata resource(
      String kind, ObjectMetaBuilder metadata, Map<String, Object> spec) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion("projectcalico.org/v3");
    resource.setKind(kind);
    resource.setMetadata(metadata.build());
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }
}
