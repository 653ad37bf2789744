package io.sealbridge.configuration;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * What a file may say besides the words that every file may: the types of the product, and what
 * stands for {@code ${name}} in a default.
 *
 * @param words types that one word stands for
 * @param shapes types that a word or a section may stand for
 */
public record Vocabulary(
    Map<Class<?>, Word> words, Map<Class<?>, Shape> shapes, Map<String, String> variables) {

  /** Only the words that every file may say. */
  public static final Vocabulary COMMON = new Vocabulary(Map.of(), Map.of(), Map.of());

  public Vocabulary {
    words = Map.copyOf(words);
    shapes = Map.copyOf(shapes);
    variables = Map.copyOf(variables);
  }

  /** Reads one word; throws IllegalArgumentException with a text that goes on after the name. */
  @FunctionalInterface
  public interface Word {
    Object parse(String text);
  }

  /** Reads a word or a section; {@code paths} makes a path of a word, as everywhere in the file. */
  @FunctionalInterface
  public interface Shape {
    Object read(YamlNode node, Function<String, Path> paths);
  }

  String expand(String text) {
    String expanded = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      expanded = expanded.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return expanded;
  }
}
