package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A section of a description of access in the making. */
final class Section {
  private final int line;
  private final Map<YamlNode.Key, YamlNode> entries = new LinkedHashMap<>();

  /** All of it is said to be on {@code line}. */
  Section(int line) {
    this.line = line;
  }

  void put(String name, String text) {
    entries.put(new YamlNode.Key(line, name), new YamlNode.Scalar(line, text));
  }

  /** An empty list is left out. */
  void put(String name, List<String> words) {
    if (!words.isEmpty()) {
      List<YamlNode> items =
          words.stream().<YamlNode>map(word -> new YamlNode.Scalar(line, word)).toList();
      entries.put(new YamlNode.Key(line, name), new YamlNode.Sequence(line, items));
    }
  }

  YamlNode.Mapping node() {
    return new YamlNode.Mapping(line, entries);
  }
}
