package io.sealbridge.configuration;

import java.util.List;
import java.util.Map;

/** A YAML document with the lines its parts were on. Scalars keep the text as it was written. */
public sealed interface YamlNode {

  int line();

  record Scalar(int line, String text) implements YamlNode {}

  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Entries in the order of the file. */
  record Mapping(int line, Map<Key, YamlNode> entries) implements YamlNode {}

  /** A key with its line; equal by name. */
  record Key(int line, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && name.equals(key.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
