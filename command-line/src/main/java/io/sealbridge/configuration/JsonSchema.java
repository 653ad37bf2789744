package io.sealbridge.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the JSON Schema (draft 2020-12) of the records that a file is bound to, for editors.
 *
 * <p>What it takes, {@link RecordBinder} takes as well, but for rules between properties and for
 * names: those are in the constructors of the records.
 */
public final class JsonSchema {

  private final JsonGenerator json;
  private final Map<Class<?>, String> formats;

  private JsonSchema(JsonGenerator json, Map<Class<?>, String> formats) {
    this.json = json;
    this.formats = formats;
  }

  /**
   * The schema as text that ends with a line break.
   *
   * @param formats the format, as JSON Schema names it, of types that one word stands for
   */
  public static String of(
      Class<? extends Record> file, String id, String title, Map<Class<?>, String> formats) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
      json.writeStartObject();
      json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
      json.writeStringField("$id", id);
      json.writeStringField("title", title);
      new JsonSchema(json, formats).section(file);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void section(Class<?> type) throws IOException {
    RecordComponent[] components = type.getRecordComponents();
    json.writeStringField("type", "object");
    json.writeBooleanField("additionalProperties", false);
    List<String> required =
        Arrays.stream(components)
            .filter(RecordBinder::isRequired)
            .map(RecordComponent::getName)
            .toList();
    if (!required.isEmpty()) {
      words("required", required);
    }
    json.writeObjectFieldStart("properties");
    for (RecordComponent component : components) {
      Setting setting = component.getAnnotation(Setting.class);
      json.writeObjectFieldStart(component.getName());
      json.writeStringField("description", setting.value());
      if (!setting.byDefault().isEmpty() && !setting.byDefault().startsWith("${")) {
        byDefault(component.getType(), setting.byDefault());
      }
      value(component.getGenericType(), setting.atLeastOne());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void byDefault(Class<?> type, String text) throws IOException {
    if (type == boolean.class) {
      json.writeBooleanField("default", Boolean.parseBoolean(text));
    } else if (isNumber(type)) {
      json.writeNumberField("default", Long.parseLong(text));
    } else {
      json.writeStringField("default", text);
    }
  }

  private void value(Type type, boolean atLeastOne) throws IOException {
    if (!(type instanceof ParameterizedType generic)) {
      single((Class<?>) type);
      return;
    }
    Type[] arguments = generic.getActualTypeArguments();
    if (generic.getRawType() == Optional.class) {
      value(arguments[0], atLeastOne);
    } else if (generic.getRawType() == List.class) {
      json.writeStringField("type", "array");
      nested("minItems", "items", arguments[0], atLeastOne);
    } else {
      json.writeStringField("type", "object");
      nested("minProperties", "additionalProperties", arguments[1], atLeastOne);
    }
  }

  private void nested(String least, String field, Type type, boolean atLeastOne)
      throws IOException {
    if (atLeastOne) {
      json.writeNumberField(least, 1);
    }
    json.writeObjectFieldStart(field);
    value(type, false);
    json.writeEndObject();
  }

  private void single(Class<?> type) throws IOException {
    if (RecordBinder.isSection(type)) {
      section(type);
    } else if (type == boolean.class) {
      json.writeStringField("type", "boolean");
    } else if (isNumber(type)) {
      json.writeStringField("type", "integer");
      json.writeNumberField("minimum", 0);
    } else {
      json.writeStringField("type", "string");
      restrict(type);
    }
  }

  private void restrict(Class<?> type) throws IOException {
    if (type.isEnum()) {
      words("enum", Arrays.stream(type.getEnumConstants()).map(Scalars::word).toList());
    } else if (type == Duration.class) {
      json.writeStringField("pattern", "^" + Durations.SHAPE + "$");
    } else if (type == Instant.class) {
      json.writeStringField("format", "date-time");
    } else if (type == String.class || type == Path.class) {
      json.writeNumberField("minLength", 1);
    } else if (formats.containsKey(type)) {
      json.writeStringField("format", formats.get(type));
    } else {
      throw new IllegalStateException("no schema for " + type);
    }
  }

  private void words(String field, List<String> words) throws IOException {
    json.writeArrayFieldStart(field);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == long.class || type == Integer.class || type == Long.class;
  }
}
