package io.sealbridge.k8sauth.network.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * One rule of a policy of Calico's, without ICMP, HTTP and services. Refuses a field that it does
 * not know.
 *
 * @param namespace of the policy; empty if it is global
 */
record CalicoRule(JsonNode rule, String namespace) {

  Verdict action() {
    return switch (rule.path("action").asText()) {
      case "Allow" -> Verdict.ALLOW;
      case "Deny" -> Verdict.DENY;
      case "Pass" -> Verdict.PASS;
      case "Log" -> Verdict.NONE;
      default -> throw new IllegalArgumentException("no action: " + rule);
    };
  }

  boolean matches(Packet packet) {
    Known.fields(rule, "action", "protocol", "notProtocol", "source", "destination");
    if (rule.path("destination").has("ports") && !rule.has("protocol")) {
      throw new IllegalArgumentException("ports are of a protocol: " + rule);
    }
    String protocol = packet.protocol();
    return (!rule.has("protocol") || rule.path("protocol").asText().equals(protocol))
        && (!rule.has("notProtocol") || !rule.path("notProtocol").asText().equals(protocol))
        && matches(rule.path("source"), packet.source())
        && matches(rule.path("destination"), packet.destination())
        && ports(rule.path("destination"), packet.port());
  }

  private boolean matches(JsonNode entity, Endpoint endpoint) {
    Known.fields(
        entity,
        "nets",
        "notNets",
        "selector",
        "notSelector",
        "namespaceSelector",
        "serviceAccounts",
        "ports",
        "notPorts");
    boolean nets = !entity.has("nets") || anyNet(entity.path("nets"), endpoint);
    boolean choosesPods =
        entity.has("selector")
            || entity.has("notSelector")
            || entity.has("namespaceSelector")
            || entity.has("serviceAccounts");
    return nets
        && !anyNet(entity.path("notNets"), endpoint)
        && (!choosesPods || endpoint.pod().filter(pod -> pod(entity, pod)).isPresent());
  }

  private boolean pod(JsonNode entity, Pod pod) {
    // Without a choice of namespaces, a policy of a namespace means its own.
    boolean where =
        entity.has("namespaceSelector")
            ? CalicoSelector.matches(
                entity.path("namespaceSelector").asText(), pod.calicoNamespaceLabels())
            : namespace.isEmpty() || namespace.equals(pod.namespace());
    JsonNode accounts = entity.path("serviceAccounts");
    Known.fields(accounts, "names", "selector");
    return where
        && CalicoSelector.matches(entity.path("selector").asText(), pod.calicoLabels())
        && (!entity.has("notSelector")
            || !CalicoSelector.matches(entity.path("notSelector").asText(), pod.calicoLabels()))
        && (!accounts.has("names")
            || texts(accounts.path("names")).anyMatch(pod.serviceAccount()::equals))
        && CalicoSelector.matches(accounts.path("selector").asText(), pod.serviceAccountLabels());
  }

  private static boolean ports(JsonNode entity, int port) {
    return (!entity.has("ports") || anyPort(entity.path("ports"), port))
        && !anyPort(entity.path("notPorts"), port);
  }

  private static boolean anyPort(JsonNode ports, int port) {
    return texts(ports).anyMatch(range -> inRange(range, port));
  }

  private static boolean inRange(String range, int port) {
    String[] ends = range.split(":", 2);
    return port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(ends[ends.length - 1]);
  }

  private static boolean anyNet(JsonNode nets, Endpoint endpoint) {
    return texts(nets).anyMatch(net -> Network.parse(net).contains(endpoint.address()));
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText);
  }
}
