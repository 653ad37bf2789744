package io.sealbridge.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads one YAML document; refuses repeated keys, empty values, anchors and second documents. */
public final class YamlReader {

  private static final int DEEPEST = 16;

  /** The time to read one unbroken line grows with the square of its length. */
  private static final int LONGEST_LINE = 1024 * 1024;

  private final Path file;
  private final YAMLParser parser;

  private YamlReader(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  public static YamlNode.Mapping read(Path file, byte[] bytes) {
    requireLines(file, bytes);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(limits(bytes.length))
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();
    try (YAMLParser parser = factory.createParser(bytes)) {
      return new YamlReader(file, parser).document();
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          file
              + where(e)
              + ": is not YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw ConfigurationException.unreadable(file, e);
    }
  }

  private static void requireLines(Path file, byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      } else if (i - start >= LONGEST_LINE) {
        throw new ConfigurationException(
            file + ", line " + line + ": is longer than " + LONGEST_LINE / 1024 + " KiB");
      }
    }
  }

  /** How large a file may be is the caller's to say, who has read it already. */
  private static LoaderOptions limits(int length) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(Math.max(length, 1));
    return limits;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
  }

  private YamlNode.Mapping document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new ConfigurationException(file + ": is empty");
    }
    YamlNode node = node(first, "the file", 0);
    if (parser.nextToken() != null) {
      throw failure(line(), "a second document follows; write one");
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw failure(node.line(), "properties expected, such as \"name: value\"");
  }

  private YamlNode node(@Nullable JsonToken token, String name, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw failure(line(), "is nested too deep");
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw failure(line(), name + ": anchors and aliases are not supported; write the value");
    }
    if (token == null || token == JsonToken.VALUE_NULL || isEmpty(token)) {
      throw failure(line(), name + " has no value; give one or remove the line");
    }
    return switch (token) {
      case START_OBJECT -> mapping(depth);
      case START_ARRAY -> sequence(name, depth);
      default -> new YamlNode.Scalar(line(), parser.getText());
    };
  }

  private boolean isEmpty(JsonToken token) throws IOException {
    return token == JsonToken.VALUE_STRING && parser.getText().isEmpty();
  }

  private YamlNode.Mapping mapping(int depth) throws IOException {
    int start = line();
    Map<YamlNode.Key, YamlNode> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      YamlNode.Key key = new YamlNode.Key(line(), parser.currentName());
      if (entries.containsKey(key)) {
        throw failure(key.line(), "\"" + key.name() + "\" is given twice");
      }
      entries.put(key, node(parser.nextToken(), key.name(), depth + 1));
    }
    return new YamlNode.Mapping(start, entries);
  }

  private YamlNode.Sequence sequence(String name, int depth) throws IOException {
    int start = line();
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(node(token, "an item of " + name, depth + 1));
    }
    return new YamlNode.Sequence(start, items);
  }

  private int line() {
    return ((JsonParser) parser).currentTokenLocation().getLineNr();
  }

  private ConfigurationException failure(int line, String text) {
    return new ConfigurationException(file + ", line " + line + ": " + text);
  }
}
