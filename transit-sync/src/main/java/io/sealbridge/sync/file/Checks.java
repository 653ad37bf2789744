package io.sealbridge.sync.file;

import io.sealbridge.vault.VaultAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for values, with messages that go on after a section. */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

  private Checks() {}

  static void name(String property, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(property + " must match " + NAME + ", was " + name);
    }
  }

  static void path(String property, String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          property + " must be a path such as transit, without a slash at its ends, was " + path);
    }
  }

  /** Addresses of nodes, each once. */
  static void addresses(List<URI> nodes) {
    for (URI node : nodes) {
      try {
        VaultAddress.of(node);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("nodes: " + e.getMessage(), e);
      }
    }
    unique("nodes", "address", nodes.stream().map(URI::toString).toList());
  }

  static void unique(String list, String property, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            list + " has more than one with the " + property + " " + value);
      }
    }
  }
}
