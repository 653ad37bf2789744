package io.sealbridge.server.config;

import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.Setting;
import io.sealbridge.configuration.Spelled;
import io.sealbridge.hsm.StateLocation;
import io.sealbridge.keyring.KeyName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the reference page from the records that the file is bound to. */
final class ReferencePage {

  private record Section(String path, Class<?> type) {}

  private static final Map<Class<?>, String> WORDS =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, "`true` or `false`"),
          Map.entry(int.class, "number"),
          Map.entry(Integer.class, "number"),
          Map.entry(Long.class, "number"),
          Map.entry(Path.class, "path"),
          Map.entry(Duration.class, "duration"),
          Map.entry(ByteSize.class, "size"),
          Map.entry(KeyName.class, "key name"),
          Map.entry(Address.class, "address"),
          Map.entry(StateLocation.class, "token or { file: path }"));

  private final StringBuilder page = new StringBuilder();
  private final List<Section> open = new ArrayList<>();

  private ReferencePage() {}

  static String render(String example) {
    ReferencePage page = new ReferencePage();
    page.page.append(
        """
        # Configuration

        One YAML file, given with `--config`. This page is made from the records that the file is bound to; a test fails when the two differ.

        - An unknown property stops the start and names the nearest known one. A property given twice, an empty value, an anchor and a second document are refused.
        - Durations are written `500ms`, `5s`, `10m`, `1h`, `7d`; sizes `512B`, `16KiB`, `32MiB`, `1GiB`. Relative paths are relative to the folder of the file.
        - Secrets are never in this file, only the paths of files that hold them. Files that are open to more users than they should be stop the start, and the message has the `chmod` to run.
        - TLS files and token files are read again when they change; everything else counts from the next start.

        """);
    page.section(new Section("", BridgeConfiguration.class));
    while (!page.open.isEmpty()) {
      page.section(page.open.removeFirst());
    }
    page.page.append("## Every property once\n\n```yaml\n").append(example).append("```\n");
    return page.page.toString();
  }

  private void section(Section section) {
    page.append("## ").append(section.path().isEmpty() ? "The file" : section.path());
    page.append("\n\n| property | value | default | meaning |\n| --- | --- | --- | --- |\n");
    List<Section> inner = new ArrayList<>();
    for (RecordComponent component : section.type().getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      page.append("| `")
          .append(component.getName())
          .append("` | ")
          .append(type(component.getGenericType()))
          .append(" | ")
          .append(byDefault(component, setting))
          .append(" | ")
          .append(setting.value().replace("|", "\\|"))
          .append(" |\n");
      Class<?> element = element(component.getGenericType());
      if (RecordBinder.isSection(element)) {
        String list = component.getType() == List.class ? "[]" : "";
        String prefix = section.path().isEmpty() ? "" : section.path() + ".";
        inner.add(new Section(prefix + component.getName() + list, element));
      }
    }
    page.append('\n');
    open.addAll(0, inner);
  }

  private static String byDefault(RecordComponent component, Setting setting) {
    if (!setting.byDefault().isEmpty()) {
      return setting.byDefault().equals("${host}") ? "" : "`" + setting.byDefault() + "`";
    }
    return RecordBinder.isRequired(component) ? "**required**" : "";
  }

  private static String type(Type type) {
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

  private static String word(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> "`" + word((Enum<?>) constant) + "`")
              .collect(Collectors.joining(", "));
    }
    String word = WORDS.get(type);
    if (word == null) {
      throw new IllegalStateException("no word for " + type);
    }
    return word;
  }

  private static String word(Enum<?> constant) {
    return constant instanceof Spelled spelled
        ? spelled.word()
        : constant.name().toLowerCase(Locale.ROOT);
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType generic
        ? element(generic.getActualTypeArguments()[0])
        : (Class<?>) type;
  }
}
