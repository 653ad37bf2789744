package io.sealbridge.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the tables of a reference page from the records that a file is bound to. */
public final class PropertyTables {

  private record Section(String path, Class<?> type) {}

  private static final Map<Class<?>, String> COMMON =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, "`true` or `false`"),
          Map.entry(int.class, "number"),
          Map.entry(Integer.class, "number"),
          Map.entry(long.class, "number"),
          Map.entry(Long.class, "number"),
          Map.entry(Path.class, "path"),
          Map.entry(Instant.class, "time"),
          Map.entry(Duration.class, "duration"));

  private final Map<Class<?>, String> words = new HashMap<>(COMMON);
  private final StringBuilder text = new StringBuilder();
  private final List<Section> open = new ArrayList<>();

  private PropertyTables(Map<Class<?>, String> words) {
    this.words.putAll(words);
  }

  /**
   * One heading and one table for {@code file} and for each section in it, in Markdown.
   *
   * @param words what values of the product's own types are called
   */
  public static String of(Class<? extends Record> file, Map<Class<?>, String> words) {
    PropertyTables tables = new PropertyTables(words);
    tables.section(new Section("", file));
    while (!tables.open.isEmpty()) {
      tables.section(tables.open.removeFirst());
    }
    return tables.text.toString();
  }

  private void section(Section section) {
    text.append("## ").append(section.path().isEmpty() ? "The file" : section.path());
    text.append("\n\n| property | value | default | meaning |\n| --- | --- | --- | --- |\n");
    List<Section> inner = new ArrayList<>();
    for (RecordComponent component : section.type().getRecordComponents()) {
      row(component);
      Class<?> element = element(component.getGenericType());
      if (RecordBinder.isSection(element)) {
        String list = component.getType() == List.class ? "[]" : "";
        String prefix = section.path().isEmpty() ? "" : section.path() + ".";
        inner.add(new Section(prefix + component.getName() + list, element));
      }
    }
    text.append('\n');
    open.addAll(0, inner);
  }

  private void row(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    text.append("| `")
        .append(component.getName())
        .append("` | ")
        .append(type(component.getGenericType()))
        .append(" | ")
        .append(byDefault(component, setting))
        .append(" | ")
        .append(setting.value().replace("|", "\\|"))
        .append(" |\n");
  }

  /** A default that is found out where the program runs is left to the meaning to say. */
  private static String byDefault(RecordComponent component, Setting setting) {
    if (!setting.byDefault().isEmpty()) {
      return setting.byDefault().startsWith("${") ? "" : "`" + setting.byDefault() + "`";
    }
    return RecordBinder.isRequired(component) ? "**required**" : "";
  }

  private String type(Type type) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return "names with a text each";
    }
    Class<?> element = element(type);
    String word = RecordBinder.isSection(element) ? "section" : word(element);
    return type instanceof ParameterizedType generic && generic.getRawType() == List.class
        ? "list of " + plural(word)
        : word;
  }

  private static String plural(String word) {
    return word.startsWith("one of") || word.equals("text") ? word : word + "s";
  }

  private String word(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> "`" + Scalars.word(constant) + "`")
              .collect(Collectors.joining(", "));
    }
    String word = words.get(type);
    if (word == null) {
      throw new IllegalStateException("no word for " + type);
    }
    return word;
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType generic
        ? element(generic.getActualTypeArguments()[0])
        : (Class<?>) type;
  }
}
