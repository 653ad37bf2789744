package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.configuration.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The properties of one section; each has to be asked for before {@link #done}. */
final class Fields {
  private final Path file;
  private final String path;
  private final YamlNode.Mapping mapping;
  private final Set<String> asked = new LinkedHashSet<>();

  Fields(Path file, String path, YamlNode.Mapping mapping) {
    this.file = file;
    this.path = path;
    this.mapping = mapping;
  }

  int line() {
    return mapping.line();
  }

  String path() {
    return path;
  }

  private Optional<YamlNode> take(String name) {
    asked.add(name);
    return Optional.ofNullable(mapping.entries().get(new YamlNode.Key(0, name)));
  }

  Optional<YamlNode.Scalar> word(String name) {
    return take(name).map(node -> scalar(name, node));
  }

  String text(String name, String byDefault) {
    return word(name).map(YamlNode.Scalar::text).orElse(byDefault);
  }

  String required(String name) {
    return word(name)
        .map(YamlNode.Scalar::text)
        .orElseThrow(() -> failure(line(), name, "must be given"));
  }

  /** A list, or words with commas between them, as Vault takes either. */
  List<String> words(String name) {
    Optional<YamlNode> node = take(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(item -> scalar(name, item).text()).toList();
    }
    return Arrays.stream(scalar(name, node.get()).text().split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  Optional<Fields> section(String name) {
    return take(name).map(node -> fields(name, node));
  }

  List<Fields> sections(String name) {
    Optional<YamlNode> node = take(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof YamlNode.Sequence sequence)) {
      throw failure(node.get().line(), name, "must be a list");
    }
    List<Fields> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(fields(name + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** Ends with {@code why} if it is there. */
  void refuse(String name, String why) {
    take(name)
        .ifPresent(
            node -> {
              throw failure(node.line(), name, why);
            });
  }

  /** Ends with {@code why} if it is there with another value than {@code taken}. */
  void refuseUnless(String name, String taken, String why) {
    word(name)
        .filter(word -> !word.text().equals(taken))
        .ifPresent(
            word -> {
              throw failure(word.line(), name, why);
            });
  }

  /** Refuses what nobody asked for. */
  void done() {
    for (YamlNode.Key key : mapping.entries().keySet()) {
      if (!asked.contains(key.name())) {
        throw new ConfigurationException(
            "%s, line %d: unknown property %s%s"
                .formatted(
                    file, key.line(), named(key.name()), NearestName.hint(key.name(), asked)));
      }
    }
  }

  ConfigurationException failure(int line, String name, String text) {
    return new ConfigurationException(
        "%s, line %d: %s %s".formatted(file, line, named(name), text));
  }

  private String named(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Fields fields(String name, YamlNode node) {
    if (node instanceof YamlNode.Mapping section) {
      return new Fields(file, named(name), section);
    }
    throw failure(node.line(), name, "must be a section with properties of its own");
  }

  private YamlNode.Scalar scalar(String name, YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw failure(node.line(), name, "must be one value");
    }
    if (scalar.text().contains("${")) {
      throw failure(
          node.line(),
          name,
          "has a placeholder of bank-vaults; they are not filled in here: write the value, or what"
              + " bank-vaults makes of the file");
    }
    return scalar;
  }
}
