package io.sealbridge.integration.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads a key-use log as a stranger would: the bundles of entries (C2SP tlog-tiles), then the
 * journal's lines of JSON that are in none yet.
 */
final class KeyUses {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUNDLE = 256;

  private final Path folder;
  private final List<JsonNode> entries = new ArrayList<>();

  private KeyUses(Path folder) {
    this.folder = folder;
  }

  static List<JsonNode> in(Path folder) {
    KeyUses uses = new KeyUses(folder);
    try {
      uses.readBundles();
      uses.readJournal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(uses.entries);
  }

  /** Tests make fewer than a million entries, so a bundle's number has two groups of digits. */
  private void readBundles() throws IOException {
    Path bundle = bundle(0);
    while (Files.exists(bundle)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bundle));
      while (bytes.hasRemaining()) {
        byte[] entry = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(entry);
        entries.add(JSON.readTree(entry));
      }
      bundle = bundle(entries.size() / BUNDLE);
    }
  }

  private Path bundle(int number) {
    String last = String.format(Locale.ROOT, "%03d", number % 1000);
    String path = number < 1000 ? last : String.format(Locale.ROOT, "x%03d/", number / 1000) + last;
    return folder.resolve("tile/entries").resolve(path);
  }

  private void readJournal() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.filter(KeyUses::isJournal).sorted().toList()) {
        long index = Long.parseLong(file.getFileName().toString().replace(".jsonl", ""));
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
          if (index == entries.size()) {
            entries.add(JSON.readTree(line));
          }
          index++;
        }
      }
    }
  }

  private static boolean isJournal(Path file) {
    return file.toString().endsWith(".jsonl");
  }
}
