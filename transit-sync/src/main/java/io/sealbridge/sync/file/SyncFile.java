package io.sealbridge.sync.file;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.NoSecrets;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.Vocabulary;
import io.sealbridge.configuration.YamlNode;
import io.sealbridge.configuration.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads the file. */
public final class SyncFile {
  private static final int LARGEST = 1024 * 1024;

  private SyncFile() {}

  /**
   * Reads and checks the file.
   *
   * @throws ConfigurationException if it cannot be read or is wrong; the message names file, line
   *     and property
   */
  public static SyncDescription read(Path path) {
    YamlNode.Mapping document = YamlReader.read(path, bytes(path));
    NoSecrets.check(path, document, "login.tokenFile");
    Vocabulary words = new Vocabulary(Map.of(URI.class, SyncFile::address), Map.of(), Map.of());
    return new RecordBinder(path.toAbsolutePath().normalize(), words)
        .bind(SyncDescription.class, document);
  }

  private static byte[] bytes(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new ConfigurationException(path + ": is larger than 1 MiB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          path + ": there is no such file; give the file of clusters and bridges with --file", e);
    } catch (IOException e) {
      throw ConfigurationException.unreadable(path, e);
    }
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a URL, was " + text, e);
    }
  }
}
