package io.sealbridge.configuration;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes records from a document by the {@link Setting}s of their components. For one thread. */
public final class RecordBinder {
  /**
   * Each call of the reflection API reads the annotations anew, which files of many records feel.
   */
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return List.of(type.getRecordComponents());
        }
      };

  private final Path file;
  private final Vocabulary vocabulary;
  private final Scalars scalars;
  private final Map<String, YamlNode> defaults = new HashMap<>();

  /** Relative paths are relative to the folder of {@code file}, which is absolute. */
  public RecordBinder(Path file, Vocabulary vocabulary) {
    this.file = file;
    this.vocabulary = vocabulary;
    this.scalars =
        new Scalars(Objects.requireNonNull(file.getParent(), "absolute file"), vocabulary);
  }

  public <R extends Record> R bind(Class<R> type, YamlNode.Mapping document) {
    return record(type, document, "");
  }

  /** Binds one section, which messages call {@code path}. */
  public <R extends Record> R bind(Class<R> type, YamlNode.Mapping section, String path) {
    return record(type, section, path);
  }

  private <R extends Record> R record(Class<R> type, YamlNode.Mapping mapping, String path) {
    List<RecordComponent> components = COMPONENTS.get(type);
    refuseUnknown(components, mapping, path);
    Object[] values =
        components.stream().map(component -> component(component, mapping, path)).toArray();
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw failure(mapping.line(), dotted(path) + cause.getMessage());
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuseUnknown(
      List<RecordComponent> components, YamlNode.Mapping mapping, String path) {
    List<String> known = components.stream().map(RecordComponent::getName).toList();
    for (YamlNode.Key key : mapping.entries().keySet()) {
      if (!known.contains(key.name())) {
        throw failure(
            key.line(),
            "unknown property " + dotted(path) + key.name() + NearestName.hint(key.name(), known));
      }
    }
  }

  private Object component(RecordComponent component, YamlNode.Mapping mapping, String path) {
    String name = dotted(path) + component.getName();
    YamlNode given = mapping.entries().get(new YamlNode.Key(0, component.getName()));
    if (given != null) {
      return value(component.getGenericType(), given, name);
    }
    String byDefault = component.getAnnotation(Setting.class).byDefault();
    if (!byDefault.isEmpty()) {
      return value(
          component.getGenericType(), defaults.computeIfAbsent(byDefault, this::defaultNode), name);
    }
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (component.getAnnotation(Setting.class).atLeastOne()) {
      throw failure(mapping.line(), name + " must be given, with one at least");
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (isSection(type) && !mustBeGiven(type)) {
      return record(
          type.asSubclass(Record.class), new YamlNode.Mapping(mapping.line(), Map.of()), name);
    }
    throw failure(mapping.line(), name + " must be given");
  }

  /** A section may be left out if nothing in it is required. */
  static boolean mustBeGiven(Class<?> section) {
    return COMPONENTS.get(section).stream().anyMatch(RecordBinder::isRequired);
  }

  /** Whether the file must name this property. */
  public static boolean isRequired(RecordComponent component) {
    Class<?> type = component.getType();
    if (component.getAnnotation(Setting.class).atLeastOne()) {
      return true;
    }
    return component.getAnnotation(Setting.class).byDefault().isEmpty()
        && type != Optional.class
        && type != List.class
        && type != Map.class
        && (!isSection(type) || mustBeGiven(type));
  }

  private YamlNode defaultNode(String text) {
    return YamlReader.read(
            Path.of("default"), ("it: " + vocabulary.expand(text)).getBytes(StandardCharsets.UTF_8))
        .entries()
        .values()
        .iterator()
        .next();
  }

  private Object value(Type type, YamlNode node, String name) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) {
        return named(generic.getActualTypeArguments()[1], node, name);
      }
      Type argument = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class
          ? items(argument, node, name)
          : Optional.of(value(argument, node, name));
    }
    Class<?> wanted = (Class<?>) type;
    Vocabulary.Shape shape = vocabulary.shapes().get(wanted);
    if (shape != null) {
      return shaped(shape, node, name);
    }
    if (isSection(wanted)) {
      if (node instanceof YamlNode.Mapping mapping) {
        return record(wanted.asSubclass(Record.class), mapping, name);
      }
      throw failure(node.line(), name + " must be a section with properties of its own");
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar(wanted, scalar, name);
    }
    throw failure(node.line(), name + " must be one value");
  }

  /** Records whose components are annotated are sections; others are words. */
  public static boolean isSection(Class<?> type) {
    return type.isRecord()
        && !COMPONENTS.get(type).isEmpty()
        && COMPONENTS.get(type).getFirst().getAnnotation(Setting.class) != null;
  }

  private List<Object> items(Type argument, YamlNode node, String name) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw failure(node.line(), name + " must be a list");
    }
    List<Object> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(value(argument, item, name + "[" + items.size() + "]"));
    }
    return items;
  }

  /** Names that the file chooses, each with a value. */
  private Map<String, Object> named(Type type, YamlNode node, String name) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw failure(node.line(), name + " must be names with a value each");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, value) -> values.put(key.name(), value(type, value, dotted(name) + key.name())));
    return values;
  }

  private Object scalar(Class<?> wanted, YamlNode.Scalar scalar, String name) {
    try {
      return scalars.parse(wanted, scalar.text());
    } catch (IllegalArgumentException e) {
      throw failure(scalar.line(), name + " " + e.getMessage());
    }
  }

  private Object shaped(Vocabulary.Shape shape, YamlNode node, String name) {
    try {
      return shape.read(node, scalars::path);
    } catch (IllegalArgumentException e) {
      throw failure(node.line(), name + " " + e.getMessage());
    }
  }

  private static String dotted(String path) {
    return path.isEmpty() ? "" : path + ".";
  }

  private ConfigurationException failure(int line, String text) {
    return new ConfigurationException(file + ", line " + line + ": " + text);
  }
}
