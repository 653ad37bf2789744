package io.sealbridge.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values that one word of the file stands for. */
final class Scalars {

  private final Path folder;
  private final Vocabulary vocabulary;

  /** Relative paths are relative to {@code folder}. */
  Scalars(Path folder, Vocabulary vocabulary) {
    this.folder = folder;
    this.vocabulary = vocabulary;
  }

  /** Throws IllegalArgumentException with a text that goes on after the property's name. */
  Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(number(text, Integer.MAX_VALUE));
    }
    if (type == long.class || type == Long.class) {
      return number(text, Long.MAX_VALUE);
    }
    if (type == boolean.class) {
      return truth(text);
    }
    if (type == Path.class) {
      return path(text);
    }
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    if (type == Instant.class) {
      return instant(text);
    }
    Vocabulary.Word word = vocabulary.words().get(type);
    if (word != null) {
      return word.parse(text);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException("no way to read a " + type);
  }

  Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must be a path, was empty");
    }
    return folder.resolve(text).normalize();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "must be a time such as 2027-01-31T00:00:00Z, was " + text, e);
    }
  }

  private static long number(String text, long largest) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= largest) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below, in the same words as for a number out of range.
    }
    throw new IllegalArgumentException("must be a whole number from 0, was " + text);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, was " + text);
    };
  }

  private static Object constant(Class<?> type, String text) {
    List<Object> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(Scalars::word).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(
          "must be one of %s, was %s".formatted(String.join(", ", names), text));
    }
    return constants.get(index);
  }

  /** As the file writes {@code constant}. */
  static String word(Object constant) {
    return constant instanceof Spelled spelled
        ? spelled.word()
        : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }
}
