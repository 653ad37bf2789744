package io.sealbridge.k8sauth.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.k8sauth.network.evaluator.Packet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which connections come about, by the rendered policies and an evaluator of both kinds of them. No
 * network plugin is asked: see docs/network.md.
 */
class NetworkFlowsTest {
  private static final Neighbourhood NEIGHBOURHOOD = new Neighbourhood();

  static Stream<Flow> inside() {
    return Flow.table(Flows.INSIDE);
  }

  static Stream<Flow> outside() {
    return Flow.table(Flows.OUTSIDE);
  }

  @ParameterizedTest
  @MethodSource("inside")
  void decidesWhereVaultAndBridgeRunInTheCluster(Flow flow) {
    decides(Rendered.of(Flows.INSIDE_FILE), flow);
  }

  @ParameterizedTest
  @MethodSource("outside")
  void decidesWhereVaultAndBridgeRunOutside(Flow flow) {
    decides(Rendered.of(Flows.OUTSIDE_FILE), flow);
  }

  private static void decides(List<JsonNode> objects, Flow flow) {
    Packet packet = flow.packet(NEIGHBOURHOOD);
    assertThat(Rendered.evaluator(Rendered.plain(objects)).allows(packet))
        .as("plain: %s", flow)
        .isEqualTo(flow.plain());
    assertThat(Rendered.evaluator(Rendered.calico(objects)).allows(packet))
        .as("calico: %s", flow)
        .isEqualTo(flow.calico());
  }

  @Test
  void bothKindsTogetherAreAsOpenAsTheMoreOpenOne() {
    var both = Rendered.evaluator(Rendered.of(Flows.INSIDE_FILE));

    for (Flow flow : inside().toList()) {
      assertThat(both.allows(flow.packet(NEIGHBOURHOOD)))
          .as("%s", flow)
          .isEqualTo(flow.plain() || flow.calico());
    }
  }

  @Test
  void isolationByCalicoIsStagedUnlessTheFileSaysOtherwise() {
    String staged = Flows.INSIDE_FILE.replace("enforceIsolation: true", "enforceIsolation: false");
    List<JsonNode> objects = Rendered.calico(Rendered.of(staged));
    Packet packet = NEIGHBOURHOOD.packet("no-label", "internet", "TCP", 443);

    assertThat(objects.getFirst().path("kind").asText()).isEqualTo("StagedGlobalNetworkPolicy");
    assertThat(Rendered.evaluator(objects).allows(packet)).isTrue();
    assertThat(Rendered.evaluator(Rendered.calico(Rendered.of(Flows.INSIDE_FILE))).allows(packet))
        .isFalse();
  }

  @Test
  void isolationOfEverythingLeavesTheClustersOwnNamespacesAlone() {
    String everything =
        Flows.INSIDE_FILE
            .replace("kinds: [kubernetes, calico]", "kinds: [calico]")
            .replace("isolatedNamespaces: [apps]", "isolatedNamespaces: ['*']");
    var evaluator = Rendered.evaluator(Rendered.of(everything));

    assertThat(evaluator.allows(NEIGHBOURHOOD.packet("stranger", "internet", "TCP", 443)))
        .isFalse();
    assertThat(evaluator.allows(NEIGHBOURHOOD.packet("coredns", "internet", "UDP", 53))).isTrue();
    assertThat(evaluator.allows(NEIGHBOURHOOD.packet("web", "svc/kube-dns", "UDP", 53))).isTrue();
  }

  @Test
  void aFileWithoutTheSectionHasNoPolicies() {
    assertThat(
            Rendered.of(
                """
                vault: { address: "https://vault.example:8200" }
                clusters: [ { name: prod } ]
                """))
        .isEmpty();
  }

  @Test
  void noTwoPoliciesShareAName() {
    assertThat(
            Rendered.of(Flows.INSIDE_FILE).stream()
                .map(object -> object.path("apiVersion") + " " + object.path("metadata")))
        .doesNotHaveDuplicates();
  }
}
