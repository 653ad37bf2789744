package io.sealbridge.k8sauth.network.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against what the Kubernetes documentation ("Network Policies") and the API
 * reference of networking.k8s.io/v1 say, and against the kinds of case that the conformance tests
 * have.
 */
class PlainEvaluatorTest {
  private static final Endpoint DB = pod("10.1.0.1", "default", Map.of("role", "db"));
  private static final Endpoint FRONT = pod("10.1.0.2", "default", Map.of("role", "frontend"));
  private static final Endpoint ALIEN = pod("10.1.1.3", "myproject", Map.of("role", "frontend"));
  private static final Endpoint OTHER = pod("10.1.1.4", "myproject", Map.of("role", "other"));
  private static final Endpoint HOST = Endpoint.host("172.17.1.9");

  @Test
  void withoutPoliciesEverythingIsAllowed() {
    assertThat(tcp(FRONT, DB, 6379)).isTrue();
    assertThat(udp(HOST, DB, 1)).isTrue();
    assertThat(tcp(DB, HOST, 1)).isTrue();
  }

  @Test
  void aPolicyWithoutRulesRefusesItsDirectionAndNoOther() {
    String denyIngress = policy("deny", "podSelector: {}", "policyTypes: [Ingress]");

    assertThat(tcp(FRONT, DB, 1, denyIngress)).isFalse();
    assertThat(tcp(DB, HOST, 1, denyIngress)).isTrue();
    assertThat(tcp(FRONT, OTHER, 1, denyIngress)).as("another namespace").isTrue();
  }

  @Test
  void aRuleWithoutPeersAndPortsAllowsEverythingWhateverOthersSay() {
    String deny = policy("deny", "podSelector: {}", "policyTypes: [Ingress]");
    String all = policy("all", "podSelector: {}", "policyTypes: [Ingress]", "ingress: [ {} ]");

    assertThat(udp(HOST, DB, 7, deny, all)).isTrue();
  }

  @Test
  void policiesAddUp() {
    String one = from("one", "ports: [ { port: 1 } ]");
    String two = from("two", "ports: [ { port: 2 } ]");

    assertThat(tcp(FRONT, DB, 1, one)).isTrue();
    assertThat(tcp(FRONT, DB, 2, one)).isFalse();
    assertThat(tcp(FRONT, DB, 2, one, two)).isTrue();
    assertThat(tcp(FRONT, DB, 3, one, two)).isFalse();
  }

  @Test
  void bothSidesHaveToAllow() {
    String in = from("in", "ports: [ { port: 1 } ]");
    String noWayOut =
        policy("out", "podSelector: { matchLabels: { role: frontend } }", "policyTypes: [Egress]");

    assertThat(tcp(FRONT, DB, 1, in, noWayOut)).isFalse();
    assertThat(tcp(HOST, DB, 1, in, noWayOut)).isTrue();
  }

  @Test
  void twoSelectorsInOnePeerHaveToHoldTogether() {
    String both =
        from(
            "and",
            "from: [ { namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: myproject"
                + " } }, podSelector: { matchLabels: { role: frontend } } } ]");

    assertThat(tcp(ALIEN, DB, 1, both)).isTrue();
    assertThat(tcp(OTHER, DB, 1, both)).isFalse();
    assertThat(tcp(FRONT, DB, 1, both)).isFalse();
  }

  @Test
  void ofTwoPeersOneIsEnough() {
    String either =
        from(
            "or",
            "from: [ { namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: myproject"
                + " } } }, { podSelector: { matchLabels: { role: frontend } } } ]");

    assertThat(tcp(ALIEN, DB, 1, either)).isTrue();
    assertThat(tcp(OTHER, DB, 1, either)).isTrue();
    assertThat(tcp(FRONT, DB, 1, either)).isTrue();
    assertThat(tcp(HOST, DB, 1, either)).isFalse();
  }

  @Test
  void aPodSelectorAloneMeansTheOwnNamespaceAndAnEmptyNamespaceSelectorAll() {
    String own = from("own", "from: [ { podSelector: { matchLabels: { role: frontend } } } ]");
    String all = from("all", "from: [ { namespaceSelector: {} } ]");

    assertThat(tcp(FRONT, DB, 1, own)).isTrue();
    assertThat(tcp(ALIEN, DB, 1, own)).isFalse();
    assertThat(tcp(ALIEN, DB, 1, all)).isTrue();
    assertThat(tcp(HOST, DB, 1, all)).as("no pod").isFalse();
  }

  @Test
  void aBlockOfAddressesHasExceptions() {
    String block =
        from("block", "from: [ { ipBlock: { cidr: 172.17.0.0/16, except: [172.17.1.0/24] } } ]");

    assertThat(tcp(Endpoint.host("172.17.2.1"), DB, 1, block)).isTrue();
    assertThat(tcp(HOST, DB, 1, block)).isFalse();
    assertThat(tcp(Endpoint.host("172.18.0.1"), DB, 1, block)).isFalse();
    assertThat(tcp(Endpoint.host("::1"), DB, 1, block)).isFalse();
  }

  @Test
  void aPortIsOfTcpUnlessItSaysSoAndMayBeARange() {
    String range = from("range", "ports: [ { port: 32000, endPort: 32768 } ]");
    String dns = from("dns", "ports: [ { protocol: UDP, port: 53 } ]");
    String anyUdp = from("udp", "ports: [ { protocol: UDP } ]");

    assertThat(tcp(FRONT, DB, 32000, range)).isTrue();
    assertThat(tcp(FRONT, DB, 32768, range)).isTrue();
    assertThat(tcp(FRONT, DB, 32769, range)).isFalse();
    assertThat(udp(FRONT, DB, 32000, range)).isFalse();
    assertThat(udp(FRONT, DB, 53, dns)).isTrue();
    assertThat(tcp(FRONT, DB, 53, dns)).isFalse();
    assertThat(udp(FRONT, DB, 9, anyUdp)).isTrue();
  }

  @Test
  void aNameOfAPortIsLookedUpAtThePodThatAnswers() {
    Pod serving = new Pod("default", "default", Map.of("role", "db"), Map.of("sql", 5432));
    Endpoint named = Endpoint.pod("10.1.0.9", serving);
    String sql = from("sql", "ports: [ { port: sql } ]");

    assertThat(tcp(FRONT, named, 5432, sql)).isTrue();
    assertThat(tcp(FRONT, named, 5433, sql)).isFalse();
    assertThat(tcp(FRONT, DB, 5432, sql)).isFalse();
  }

  @Test
  void withoutTypesAPolicyIsForIngressAndForEgressIfItHasRulesForIt() {
    String ingress = policy("i", "podSelector: {}");
    String both = policy("b", "podSelector: {}", "egress: [ { ports: [ { port: 1 } ] } ]");

    assertThat(tcp(FRONT, DB, 1, ingress)).isFalse();
    assertThat(tcp(FRONT, HOST, 1, ingress)).isTrue();
    assertThat(tcp(FRONT, HOST, 2, both)).isFalse();
    assertThat(tcp(FRONT, HOST, 1, both)).isTrue();
    assertThat(tcp(HOST, FRONT, 1, both)).isFalse();
  }

  @Test
  void expressionsOfSelectorsHoldTogether() {
    String in =
        policy(
            "in",
            "podSelector: { matchExpressions: [ { key: role, operator: In, values: [db, frontend] },"
                + " { key: role, operator: NotIn, values: [frontend] }, { key: role, operator:"
                + " Exists }, { key: tier, operator: DoesNotExist } ] }");

    assertThat(tcp(FRONT, DB, 1, in)).isFalse();
    assertThat(tcp(DB, FRONT, 1, in)).isTrue();
  }

  @Test
  void aPodReachesItselfAndAHostIsNeverIsolated() {
    String deny = policy("deny", "podSelector: {}", "policyTypes: [Ingress, Egress]");

    assertThat(tcp(DB, DB, 1, deny)).isTrue();
    assertThat(tcp(HOST, Endpoint.host("172.17.1.10"), 1, deny)).isTrue();
  }

  private static String from(String name, String rule) {
    return policy(
        name,
        "podSelector: { matchLabels: { role: db } }",
        "policyTypes: [Ingress]",
        "ingress: [ { " + rule + " } ]");
  }

  private static String policy(String name, String... spec) {
    return "metadata: { name: %s, namespace: default }\nspec: { %s }"
        .formatted(name, String.join(", ", spec));
  }

  private static Endpoint pod(String address, String namespace, Map<String, String> labels) {
    return Endpoint.pod(address, new Pod(namespace, "default", labels));
  }

  private static boolean tcp(Endpoint from, Endpoint to, int port, String... policies) {
    return allows(new Packet(from, to, "TCP", port), policies);
  }

  private static boolean udp(Endpoint from, Endpoint to, int port, String... policies) {
    return allows(new Packet(from, to, "UDP", port), policies);
  }

  private static boolean allows(Packet packet, String... policies) {
    return new PlainEvaluator(
            Arrays.stream(policies).map(Documents::yaml).map(Documents::plain).toList())
        .allows(packet);
  }
}
