package io.sealbridge.k8sauth.render;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a configuration of Vault or OpenBao. Whatever a text holds, it stays that text. */
final class Hcl {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final StringBuilder text = new StringBuilder();
  private final String indent;

  private Hcl(String indent) {
    this.indent = indent;
  }

  /** What {@code body} writes. */
  static String text(Consumer<Hcl> body) {
    Hcl hcl = new Hcl("");
    body.accept(hcl);
    return hcl.text.toString();
  }

  Hcl comment(String line) {
    text.append(indent).append("# ").append(line).append('\n');
    return this;
  }

  /** A block with labels: {@code method "kubernetes" { ... }}. */
  Hcl block(String name, Consumer<Hcl> body, String... labels) {
    Hcl inner = new Hcl(indent + "  ");
    body.accept(inner);
    text.append(indent).append(name);
    for (String label : labels) {
      text.append(' ').append(quote(label));
    }
    text.append(" {\n").append(inner.text).append(indent).append("}\n");
    return this;
  }

  /** A text, number, truth value, list or map. */
  Hcl set(String name, Object value) {
    text.append(indent).append(name(name)).append(" = ").append(value(value, indent)).append('\n');
    return this;
  }

  private static String name(String name) {
    return WORD.matcher(name).matches() ? name : quote(name);
  }

  private static String value(Object value, String indent) {
    return switch (value) {
      case String string -> string(string);
      case Boolean truth -> truth.toString();
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Collection<?> items ->
          items.stream()
              .map(item -> value(item, indent))
              .collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> entries -> map(entries, indent);
      default -> throw new IllegalArgumentException("HCL has no " + value.getClass());
    };
  }

  private static String map(Map<?, ?> entries, String indent) {
    Map<String, Object> sorted = new TreeMap<>();
    entries.forEach((name, value) -> sorted.put(name.toString(), value));
    Hcl inner = new Hcl(indent + "  ");
    sorted.forEach(inner::set);
    return "{\n" + inner.text + indent + "}";
  }

  /** Several lines, as policies have, stay lines to read; nothing in them is escaped then. */
  private static String string(String string) {
    boolean lines = string.endsWith("\n") && string.indexOf('\n') < string.length() - 1;
    if (!lines || string.chars().anyMatch(Hcl::isUnprintable)) {
      return quote(string);
    }
    String end = "EOT";
    while (string.contains(end)) {
      end += "_";
    }
    return "<<" + end + "\n" + string + end;
  }

  private static boolean isUnprintable(int character) {
    return Character.isISOControl(character) && character != '\n' && character != '\t';
  }

  static String quote(String string) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      switch (character) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        // With a brace behind it, it would begin an expression.
        case '$' -> quoted.append("\\u0024");
        default -> {
          if (Character.isISOControl(character)) {
            quoted.append("\\u%04x".formatted((int) character));
          } else {
            quoted.append(character);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
