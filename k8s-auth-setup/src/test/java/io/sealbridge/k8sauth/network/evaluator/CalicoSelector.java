package io.sealbridge.k8sauth.network.evaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A selector of Calico's, without its tests for parts of a value. Refuses what it cannot read. */
final class CalicoSelector {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"[^\"]*\"|'[^']*'|&&|\\|\\||==|!=|!|\\(|\\)|\\{|\\}|,|[A-Za-z0-9_./-]+)");

  private final String text;
  private final List<String> tokens;
  private final Map<String, String> labels;
  private int at;

  private CalicoSelector(String text, Map<String, String> labels) {
    this.text = text;
    this.tokens = tokens(text);
    this.labels = labels;
  }

  /** An empty selector, like {@code all()}, chooses everything. */
  static boolean matches(String text, Map<String, String> labels) {
    if (text.isBlank()) {
      return true;
    }
    CalicoSelector selector = new CalicoSelector(text, labels);
    boolean result = selector.either();
    if (selector.at < selector.tokens.size()) {
      throw selector.unreadable();
    }
    return result;
  }

  private boolean either() {
    boolean result = both();
    while (take("||")) {
      // No short cut: the rest has to be read.
      result |= both();
    }
    return result;
  }

  private boolean both() {
    boolean result = single();
    while (take("&&")) {
      result &= single();
    }
    return result;
  }

  private boolean single() {
    if (take("!")) {
      return !single();
    }
    if (take("(")) {
      boolean result = either();
      expect(")");
      return result;
    }
    String word = next();
    if (take("(")) {
      return function(word);
    }
    String value = labels.get(word);
    if (take("==")) {
      return literal(next()).equals(value);
    }
    if (take("!=")) {
      return !literal(next()).equals(value);
    }
    boolean negated = take("not");
    expect("in");
    return values().contains(String.valueOf(value)) != negated;
  }

  private boolean function(String name) {
    boolean result =
        switch (name) {
          case "all" -> true;
          case "has" -> labels.containsKey(next());
          default -> throw unreadable();
        };
    expect(")");
    return result;
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    expect("{");
    while (!take("}")) {
      values.add(literal(next()));
      take(",");
    }
    return values;
  }

  private String literal(String token) {
    if (!token.startsWith("\"") && !token.startsWith("'")) {
      throw unreadable();
    }
    return token.substring(1, token.length() - 1);
  }

  private boolean take(String token) {
    boolean is = at < tokens.size() && tokens.get(at).equals(token);
    at += is ? 1 : 0;
    return is;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw unreadable();
    }
  }

  private String next() {
    if (at == tokens.size()) {
      throw unreadable();
    }
    return tokens.get(at++);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("no selector: " + text);
    }
    return tokens;
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("no selector from word " + at + ": " + text);
  }
}
