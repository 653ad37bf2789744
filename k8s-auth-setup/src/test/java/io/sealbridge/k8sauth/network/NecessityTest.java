package io.sealbridge.k8sauth.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.k8sauth.network.evaluator.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing in the rendered policies is there for nothing: with any policy, rule, peer, port,
 * selector or value of them left out, some row of the tables of {@link Flows} is decided otherwise
 * on one of its sides. So the tables would show each of these mistakes, too.
 */
class NecessityTest {
  private static final Neighbourhood NEIGHBOURHOOD = new Neighbourhood();

  static Stream<Arguments> kinds() {
    UnaryOperator<List<JsonNode>> plain = Rendered::plain;
    UnaryOperator<List<JsonNode>> calico = Rendered::calico;
    return Stream.of(
        Arguments.of("plain, inside", Flows.INSIDE_FILE, Flows.INSIDE, plain),
        Arguments.of("calico, inside", Flows.INSIDE_FILE, Flows.INSIDE, calico),
        Arguments.of("plain, outside", Flows.OUTSIDE_FILE, Flows.OUTSIDE, plain),
        Arguments.of("calico, outside", Flows.OUTSIDE_FILE, Flows.OUTSIDE, calico));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyPartOfThePoliciesIsNeeded(
      String name, String file, String table, UnaryOperator<List<JsonNode>> kind) {
    List<JsonNode> objects = kind.apply(Rendered.of(file));
    List<Flow> flows = Flow.table(table).toList();
    String decided = decisions(objects, flows);
    List<String> needless = new ArrayList<>();

    for (int i = 0; i < objects.size(); i++) {
      JsonNode object = objects.get(i);
      for (JsonPointer part : parts(object)) {
        if (decisions(without(objects, i, part), flows).equals(decided)) {
          needless.add(object.path("metadata").path("name").asText() + part);
        }
      }
    }

    assertThat(needless).isEmpty();
  }

  /** One letter for each side of each row. */
  private static String decisions(List<JsonNode> objects, List<Flow> flows) {
    try {
      Evaluator evaluator = Rendered.evaluator(objects);
      StringBuilder decisions = new StringBuilder();
      for (Flow flow : flows) {
        var packet = flow.packet(NEIGHBOURHOOD);
        decisions.append(evaluator.sends(packet) ? 's' : '-');
        decisions.append(evaluator.receives(packet) ? 'r' : '-');
      }
      return decisions.toString();
    } catch (IllegalArgumentException e) {
      // The API server would not take such a policy.
      return String.valueOf(e.getMessage());
    }
  }

  /** The policy as a whole, and whatever is in its specification. */
  private static List<JsonPointer> parts(JsonNode object) {
    List<JsonPointer> parts = new ArrayList<>(List.of(JsonPointer.empty()));
    collect(parts, object, JsonPointer.valueOf("/spec"));
    return parts;
  }

  private static void collect(List<JsonPointer> parts, JsonNode object, JsonPointer at) {
    JsonNode node = object.at(at);
    List<JsonPointer> children = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      children.add(at.appendProperty(field.getKey()));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      children.add(at.appendIndex(i));
    }
    for (JsonPointer child : children) {
      if (!meansTheSame(object, child)) {
        parts.add(child);
      }
      collect(parts, object, child);
    }
  }

  /** What is written although leaving it out would mean the same, so that it can be read. */
  private static boolean meansTheSame(JsonNode object, JsonPointer part) {
    String path = part.toString();
    if (path.contains("amespaceSelector")) {
      // The namespace of the policy is what a peer without one is of.
      return object
          .at(part)
          .toString()
          .replace("\\", "")
          .contains(quoted(object.at("/metadata/namespace").asText()));
    }
    if (path.startsWith("/spec/types") || path.startsWith("/spec/policyTypes")) {
      return typesFollowFromTheRules(object);
    }
    return switch (path) {
      case "/spec/order" -> true; // All rules allow, so whichever is asked first allows.
      case "/spec/podSelector" -> object.at(part).isEmpty();
      default -> path.endsWith("/protocol") && isPlain(object) && isTcp(object.at(part));
    };
  }

  /**
   * Rules for egress alone make a policy of Calico's one for egress; a plain one would be for
   * ingress as well, which shows where nothing else isolates ingress.
   */
  private static boolean typesFollowFromTheRules(JsonNode object) {
    boolean hasRules = object.at("/spec").has("ingress") || object.at("/spec").has("egress");
    String namespace = object.at("/metadata/namespace").asText();
    return hasRules && !(isPlain(object) && namespace.equals("shop"));
  }

  private static boolean isTcp(JsonNode protocol) {
    return protocol.asText().equals("TCP");
  }

  private static String quoted(String word) {
    return '"' + word + '"';
  }

  private static boolean isPlain(JsonNode object) {
    return object.path("apiVersion").asText().equals("networking.k8s.io/v1");
  }

  private static List<JsonNode> without(List<JsonNode> objects, int index, JsonPointer part) {
    List<JsonNode> changed = new ArrayList<>(objects);
    if (part.equals(JsonPointer.empty())) {
      changed.remove(index);
      return changed;
    }
    JsonNode copy = objects.get(index).deepCopy();
    switch (copy.at(part.head())) {
      case ObjectNode parent -> parent.remove(part.last().getMatchingProperty());
      case ArrayNode parent -> parent.remove(part.last().getMatchingIndex());
      default -> throw new IllegalArgumentException("no part: " + part);
    }
    changed.set(index, copy);
    return changed;
  }
}
