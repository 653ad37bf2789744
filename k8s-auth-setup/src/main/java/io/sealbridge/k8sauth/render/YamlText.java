package io.sealbridge.k8sauth.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Objects as YAML that every reader of YAML reads alike; equal objects give equal bytes. */
final class YamlText {
  private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata");
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .stringQuotingChecker(new Careful())
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  private YamlText() {}

  /** An object of Kubernetes, or lists and maps of texts and numbers. */
  static String of(Object object) {
    try {
      return YAML.writeValueAsString(sorted(JSON.readTree(MODEL.asJson(object))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object could not be written as YAML", e);
    }
  }

  /** What is in a map comes in any order otherwise. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode items) {
      ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> sorted.add(sorted(item)));
      return sorted;
    }
    if (!node.isObject()) {
      return node;
    }
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    FIRST.stream().filter(names::remove).forEach(name -> sorted.set(name, sorted(node.get(name))));
    names.forEach(name -> sorted.set(name, sorted(node.get(name))));
    return sorted;
  }

  /** Leaves quotes out only where no version of YAML sees anything but a text. */
  private static final class Careful extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*");
    private static final Set<String> WORDS =
        Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    @Override
    public boolean needToQuoteName(String name) {
      return !isPlain(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      // Several lines are written as such, unless the writer finds something else in them.
      return value.indexOf('\n') < 0 && !isPlain(value);
    }

    private static boolean isPlain(String text) {
      return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }
  }
}
