package io.sealbridge.k8sauth.network.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One {@code NetworkPolicy} or {@code GlobalNetworkPolicy} of {@code projectcalico.org/v3}. */
record CalicoPolicy(JsonNode object) implements TierEntry {

  CalicoPolicy {
    Known.fields(
        object.path("spec"),
        "tier",
        "order",
        "selector",
        "namespaceSelector",
        "serviceAccountSelector",
        "types",
        "ingress",
        "egress",
        "stagedAction");
  }

  /** What is staged is shown and not enforced. */
  boolean isStaged() {
    return object.path("kind").asText().startsWith("Staged");
  }

  private boolean isGlobal() {
    return object.path("kind").asText().endsWith("GlobalNetworkPolicy");
  }

  private JsonNode spec() {
    return object.path("spec");
  }

  private String namespace() {
    return object.path("metadata").path("namespace").asText();
  }

  @Override
  public String tier() {
    return spec().path("tier").asText(Tier.DEFAULT.name());
  }

  @Override
  public double order() {
    return spec().path("order").asDouble(Double.POSITIVE_INFINITY);
  }

  @Override
  public String name() {
    return object.path("metadata").path("name").asText();
  }

  @Override
  public boolean chooses(Endpoint subject, Way way) {
    return isOfType(way) && subject.pod().filter(this::chooses).isPresent();
  }

  private boolean chooses(Pod pod) {
    JsonNode spec = spec();
    boolean where =
        isGlobal()
            ? CalicoSelector.matches(
                spec.path("namespaceSelector").asText(), pod.calicoNamespaceLabels())
            : pod.namespace().equals(namespace());
    return where
        && CalicoSelector.matches(spec.path("selector").asText(), pod.calicoLabels())
        && CalicoSelector.matches(
            spec.path("serviceAccountSelector").asText(), pod.serviceAccountLabels());
  }

  private boolean isOfType(Way way) {
    if (!spec().path("types").isEmpty()) {
      return spec().path("types").valueStream().anyMatch(type -> type.asText().equals(way.type()));
    }
    // Left out: egress if there are rules for it; ingress if there are, or if there are none at
    // all.
    boolean egress = spec().has("egress");
    return way == Way.EGRESS ? egress : !egress || spec().has("ingress");
  }

  @Override
  public Verdict verdict(Packet packet, Way way) {
    return rules(way).stream()
        .filter(rule -> rule.matches(packet))
        .map(CalicoRule::action)
        .filter(action -> action != Verdict.NONE)
        .findFirst()
        .orElse(Verdict.NONE);
  }

  private List<CalicoRule> rules(Way way) {
    return spec()
        .path(way.field())
        .valueStream()
        .map(rule -> new CalicoRule(rule, isGlobal() ? "" : namespace()))
        .toList();
  }
}
