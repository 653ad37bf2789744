package io.sealbridge.k8sauth.network.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The evaluator against what Calico's reference of projectcalico.org/v3 says of policies, rules,
 * selectors and tiers.
 */
class CalicoEvaluatorTest {
  private static final Endpoint WEB =
      Endpoint.pod("10.1.0.1", new Pod("apps", "web", Map.of("role", "web")));
  private static final Endpoint DB =
      Endpoint.pod("10.1.0.2", new Pod("apps", "db", Map.of("role", "db")));
  private static final Endpoint ALIEN =
      Endpoint.pod("10.1.0.3", new Pod("other", "web", Map.of("role", "web")));
  private static final Endpoint HOST = Endpoint.host("192.0.2.1");
  private static final String ALLOW_ALL = "[ { action: Allow } ]";
  private static final String DENY_ALL = "[ { action: Deny } ]";

  @Test
  void whatNothingChoosesIsOpen() {
    assertThat(tcp(WEB, DB, 1)).isTrue();
    assertThat(tcp(WEB, DB, 1, inApps("a", "selector: role == 'x', egress: []"))).isTrue();
  }

  @Test
  void whatATierChoosesAndSaysNothingOfIsDenied() {
    String dnsOnly =
        inApps("a", "egress: [ { action: Allow, protocol: UDP, destination: { ports: [53] } } ]");

    assertThat(udp(WEB, HOST, 53, dnsOnly)).isTrue();
    assertThat(tcp(WEB, HOST, 53, dnsOnly)).isFalse();
    assertThat(udp(WEB, HOST, 54, dnsOnly)).isFalse();
    assertThat(tcp(HOST, WEB, 1, dnsOnly)).as("the other direction").isTrue();
  }

  @Test
  void theLowerOrderDecidesThenTheNameAndNoOrderIsLast() {
    String allow = inApps("b", "order: 10, egress: " + ALLOW_ALL);
    String deny = inApps("a", "order: 20, egress: " + DENY_ALL);
    String denyAtOnce = inApps("a", "order: 10, egress: " + DENY_ALL);
    String denyLast = inApps("a", "egress: " + DENY_ALL);

    assertThat(tcp(WEB, HOST, 1, deny, allow)).isTrue();
    assertThat(tcp(WEB, HOST, 1, allow, denyAtOnce)).isFalse();
    assertThat(tcp(WEB, HOST, 1, denyLast, allow)).isTrue();
  }

  @Test
  void theFirstRuleThatMatchesDecidesAndLogDoesNot() {
    String log = inApps("a", "egress: [ { action: Log }, { action: Allow }, { action: Deny } ]");

    assertThat(tcp(WEB, HOST, 1, log)).isTrue();
  }

  @Test
  void aPodIsChosenByItsLabelsItsNamespaceOrItsServiceAccount() {
    String byAccount =
        inApps("a", "serviceAccountSelector: 'projectcalico.org/name == \"web\"', egress: []");
    String global =
        "{ kind: GlobalNetworkPolicy, metadata: { name: g }, spec: { namespaceSelector:"
            + " 'projectcalico.org/name in {\"other\"}', egress: [], types: [Egress] } }";

    assertThat(tcp(WEB, HOST, 1, byAccount)).isFalse();
    assertThat(tcp(DB, HOST, 1, byAccount)).isTrue();
    assertThat(tcp(ALIEN, HOST, 1, byAccount)).as("another namespace").isTrue();
    assertThat(tcp(ALIEN, HOST, 1, global)).isFalse();
    assertThat(tcp(WEB, HOST, 1, global)).isTrue();
  }

  @Test
  void aPeerIsOfThePolicysNamespaceUnlessNamespacesAreChosen() {
    String own = inApps("a", "ingress: [ { action: Allow, source: { selector: role == 'web' } } ]");
    String named =
        inApps(
            "a",
            "ingress: [ { action: Allow, source: { namespaceSelector:"
                + " 'projectcalico.org/name == \"other\"', serviceAccounts: { names: [web] } } } ]");
    String net = inApps("a", "ingress: [ { action: Allow, source: { nets: [192.0.2.0/24] } } ]");
    String notNet =
        inApps("a", "ingress: [ { action: Allow, source: { notNets: [192.0.2.0/24] } } ]");

    assertThat(List.of(tcp(WEB, DB, 1, own), tcp(ALIEN, DB, 1, own))).containsExactly(true, false);
    assertThat(List.of(tcp(WEB, DB, 1, named), tcp(ALIEN, DB, 1, named)))
        .containsExactly(false, true);
    assertThat(List.of(tcp(HOST, DB, 1, net), tcp(WEB, DB, 1, net))).containsExactly(true, false);
    assertThat(List.of(tcp(HOST, DB, 1, notNet), tcp(WEB, DB, 1, notNet)))
        .containsExactly(false, true);
    assertThat(tcp(HOST, DB, 1, own)).as("no pod").isFalse();
  }

  @Test
  void portsMayBeRangesAndExceptions() {
    String ports =
        inApps(
            "a",
            "egress: [ { action: Allow, protocol: TCP, destination: { ports: [80, '100:200'],"
                + " notPorts: [150] } } ]");

    assertThat(tcp(WEB, HOST, 80, ports)).isTrue();
    assertThat(tcp(WEB, HOST, 200, ports)).isTrue();
    assertThat(tcp(WEB, HOST, 150, ports)).isFalse();
    assertThat(tcp(WEB, HOST, 201, ports)).isFalse();
  }

  @Test
  void typesThatAreLeftOutFollowTheRules() {
    assertThat(tcp(HOST, WEB, 1, inApps("a", "order: 1"))).isFalse();
    assertThat(tcp(WEB, HOST, 1, inApps("a", "order: 1"))).isTrue();
    assertThat(tcp(HOST, WEB, 1, inApps("a", "egress: []"))).isTrue();
    assertThat(tcp(HOST, WEB, 1, inApps("a", "egress: [], ingress: []"))).isFalse();
  }

  @Test
  void aTierThatPassesLeavesTheDecisionToTheNext() {
    Tier security = new Tier("security", 100, Verdict.DENY);
    String pass = inApps("a", "tier: security, egress: [ { action: Pass } ]");
    String silent = inApps("a", "tier: security, egress: []");
    String allow = inApps("b", "egress: " + ALLOW_ALL);
    String deny = inApps("b", "egress: " + DENY_ALL);
    Packet packet = new Packet(WEB, HOST, "TCP", 1);

    assertThat(tiers(security, pass, allow).allows(packet)).isTrue();
    assertThat(tiers(security, pass, deny).allows(packet)).isFalse();
    assertThat(tiers(security, silent, allow).allows(packet)).isFalse();
    assertThat(tiers(new Tier("security", 100, Verdict.PASS), silent, allow).allows(packet))
        .as("a tier whose default action is Pass")
        .isTrue();
  }

  @Test
  void whatIsStagedIsNotEnforced() {
    String staged = inApps("a", "egress: []").replace("kind: ", "kind: Staged");

    assertThat(tcp(WEB, HOST, 1, staged)).isTrue();
  }

  @Test
  void plainPoliciesAreOfOrderOneThousandInTheSameTier() {
    var plain =
        Documents.plain(
            Documents.yaml(
                "{ metadata: { name: p, namespace: apps }, spec: { podSelector: {}, policyTypes:"
                    + " [Egress], egress: [ { ports: [ { port: 1 } ] } ] } }"));
    var before = Documents.yaml(inApps("a", "order: 500, egress: " + DENY_ALL));
    var after = Documents.yaml(inApps("a", "order: 2000, egress: " + DENY_ALL));
    Packet packet = new Packet(WEB, HOST, "TCP", 1);

    assertThat(CalicoEvaluator.of(List.of(), List.of(plain)).allows(packet)).isTrue();
    assertThat(CalicoEvaluator.of(List.of(after), List.of(plain)).allows(packet)).isTrue();
    assertThat(CalicoEvaluator.of(List.of(before), List.of(plain)).allows(packet)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          all()                            ; true
          ``                               ; true
          has(a)                           ; true
          !has(a)                          ; false
          has(z)                           ; false
          a == "1"                         ; true
          a == '2'                         ; false
          z == "1"                         ; false
          a != "1"                         ; false
          z != "1"                         ; true
          a in {"1", "2"}                  ; true
          a in {"2"}                       ; false
          a not in {"2"}                   ; true
          a not in {"1"}                   ; false
          z not in {"1"}                   ; true
          a == "1" && b == "3"             ; false
          a == "1" || b == "3"             ; true
          !(a == "1" && b == "2")          ; false
          b == "3" && a == "1" || has(a)   ; true
          b == "3" && (a == "1" || has(a)) ; false
          k8s.io/x-y == "v"                ; true
          """)
  void readsSelectors(String selector, boolean matches) {
    Map<String, String> labels = Map.of("a", "1", "b", "2", "k8s.io/x-y", "v");

    assertThat(CalicoSelector.matches(selector, labels)).isEqualTo(matches);
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> CalicoSelector.matches("a = b", Map.of()))
        .hasMessageContaining("no selector");
    assertThatThrownBy(() -> CalicoSelector.matches("a == b", Map.of()))
        .hasMessageContaining("no selector");
    assertThatThrownBy(() -> CalicoSelector.matches("a == \"b\" c", Map.of()))
        .hasMessageContaining("no selector");
    assertThatThrownBy(() -> tcp(WEB, HOST, 1, inApps("a", "egres: []")))
        .hasMessageContaining("does not know the field");
    assertThatThrownBy(
            () -> tcp(WEB, HOST, 1, inApps("a", "egress: [ { action: Allow, http: {} } ]")))
        .hasMessageContaining("does not know the field");
  }

  private static String inApps(String name, String spec) {
    return "{ kind: NetworkPolicy, metadata: { name: %s, namespace: apps }, spec: { %s } }"
        .formatted(name, spec);
  }

  private static CalicoEvaluator tiers(Tier tier, String... policies) {
    return new CalicoEvaluator(
        List.of(Tier.DEFAULT, tier),
        Arrays.stream(policies).map(Documents::yaml).toList(),
        List.of());
  }

  private static boolean tcp(Endpoint from, Endpoint to, int port, String... policies) {
    return allows(new Packet(from, to, "TCP", port), policies);
  }

  private static boolean udp(Endpoint from, Endpoint to, int port, String... policies) {
    return allows(new Packet(from, to, "UDP", port), policies);
  }

  private static boolean allows(Packet packet, String... policies) {
    return CalicoEvaluator.of(Arrays.stream(policies).map(Documents::yaml).toList(), List.of())
        .allows(packet);
  }
}
