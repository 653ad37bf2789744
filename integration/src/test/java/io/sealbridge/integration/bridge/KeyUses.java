package io.sealbridge.integration.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files of a key-use log as any tool would: one JSON object a line. */
final class KeyUses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyUses() {}

  static List<JsonNode> in(Path folder) {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(KeyUses::isLog).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> entries.add(parse(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(entries);
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".jsonl");
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
