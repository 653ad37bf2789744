package io.sealbridge.k8sauth.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares two states of one object, without what the API server keeps for itself. */
final class ObjectFields {
  private static final List<String> KEPT_BY_THE_SERVER =
      List.of("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp");
  private static final String NOT_SHOWN = "(not shown)";

  private ObjectFields() {}

  static KubernetesDifference difference(JsonNode before, JsonNode after) {
    boolean secret = "Secret".equals(after.path("kind").asText());
    List<KubernetesDifference.Field> changed = new ArrayList<>();
    collect("", comparable(before), comparable(after), secret, changed);
    return changed.isEmpty()
        ? new KubernetesDifference.Same()
        : new KubernetesDifference.Changed(changed);
  }

  private static JsonNode comparable(JsonNode state) {
    ObjectNode copy = state.deepCopy();
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(KEPT_BY_THE_SERVER);
    }
    return copy;
  }

  private static void collect(
      String path,
      JsonNode before,
      JsonNode after,
      boolean secret,
      List<KubernetesDifference.Field> changed) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      for (String name : names(before, after)) {
        collect(path + "/" + name, child(before, name), child(after, name), secret, changed);
      }
      return;
    }
    boolean hidden = secret && !path.startsWith("/metadata/labels") && !path.equals("/type");
    changed.add(new KubernetesDifference.Field(path, shown(before, hidden), shown(after, hidden)));
  }

  private static JsonNode child(JsonNode node, String name) {
    JsonNode child = node.get(name);
    return child == null ? JsonNodeFactory.instance.missingNode() : child;
  }

  private static String shown(JsonNode value, boolean hidden) {
    return value.isMissingNode() ? "" : hidden ? NOT_SHOWN : value.toString();
  }

  private static Set<String> names(JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
