package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.NearestName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for names, with messages that go on after a property. */
final class Names {
  /** Vault keeps names of roles and policies in lower case, so no others are taken. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,126}");

  private static final Pattern KUBERNETES = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

  private Names() {}

  static void require(String property, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          property + " must match " + NAME + " (Vault keeps names in lower case), was " + name);
    }
  }

  /** A name of one object in Kubernetes, not a pattern. */
  static void requireKubernetes(String property, String name) {
    if (!KUBERNETES.matcher(name).matches()) {
      throw new IllegalArgumentException(property + " must be a name of Kubernetes, was " + name);
    }
  }

  /** A path of a mount or a secret: no slash at either end, no empty or dotted parts. */
  static void requirePath(String property, String path) {
    boolean dots = List.of(path.split("/", -1)).stream().anyMatch(part -> part.matches("\\.+"));
    if (!PATH.matcher(path).matches() || dots) {
      throw new IllegalArgumentException(
          property
              + " must be a path such as shop/database, without a slash at either end, was "
              + path);
    }
  }

  static void unique(String list, String property, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            list + " has more than one with the " + property + " " + name);
      }
    }
  }

  static void known(String property, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          property
              + " names "
              + name
              + ", which is not in the file"
              + NearestName.hint(name, known));
    }
  }
}
