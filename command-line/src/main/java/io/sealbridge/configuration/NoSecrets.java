package io.sealbridge.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses what looks like a secret, in values and in names, before anything else is said of the
 * file; what it looks like is said, and never what it is.
 */
public final class NoSecrets {
  private record Look(Pattern pattern, String what) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look(Pattern.compile("(?<![\\w.])hv[sbr]\\.[A-Za-z0-9_-]{20,}"), "a token of Vault"),
          new Look(
              Pattern.compile("(?<![\\w./-])[sbr]\\.[A-Za-z0-9]{24}(?![A-Za-z0-9])"),
              "a token of OpenBao or Vault"),
          new Look(
              Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
              "a signed token (JWT)"),
          new Look(Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"), "a private key"),
          new Look(Pattern.compile("://[^/@\\s:]*:[^/@\\s]+@"), "an address with a password"));

  private final Path file;
  private final String instead;

  private NoSecrets(Path file, String instead) {
    this.file = file;
    this.instead = instead;
  }

  /**
   * Looks at all of {@code document}.
   *
   * @param instead a property of the file that names the file of a secret
   * @throws ConfigurationException naming line and property, without the value
   */
  public static void check(Path file, YamlNode.Mapping document, String instead) {
    new NoSecrets(file, instead).check(document, "");
  }

  private void check(YamlNode node, String path) {
    switch (node) {
      case YamlNode.Scalar scalar ->
          look(scalar.text())
              .ifPresent(
                  what -> {
                    throw refusal(scalar.line(), path + " holds", what);
                  });
      case YamlNode.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          check(sequence.items().get(i), path + "[" + i + "]");
        }
      }
      case YamlNode.Mapping mapping -> {
        String start = path.isEmpty() ? "" : path + ".";
        for (Map.Entry<YamlNode.Key, YamlNode> entry : mapping.entries().entrySet()) {
          YamlNode.Key key = entry.getKey();
          look(key.name())
              .ifPresent(
                  what -> {
                    throw refusal(key.line(), "a name of a property holds", what);
                  });
          check(entry.getValue(), start + key.name());
        }
      }
    }
  }

  private static Optional<String> look(String text) {
    return LOOKS.stream()
        .filter(look -> look.pattern().matcher(text).find())
        .map(Look::what)
        .findFirst();
  }

  private ConfigurationException refusal(int line, String where, String what) {
    return new ConfigurationException(
        ("%s, line %d: %s what looks like %s. Secrets are not read from this file: put it into a file"
                + " that only its user can read and name that, as %s does; and"
                + " make a new one, for whoever could read this file knows this one")
            .formatted(file, line, where, what, instead));
  }
}
