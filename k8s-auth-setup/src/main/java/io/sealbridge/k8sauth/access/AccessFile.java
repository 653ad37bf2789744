package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.Vocabulary;
import io.sealbridge.configuration.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads the file. */
public final class AccessFile {
  /** Ten thousand roles take about four; what is larger is no description of access. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private AccessFile() {}

  /**
   * Reads and checks the file; touches no other file.
   *
   * @throws ConfigurationException if it cannot be read or is wrong; the message names file, line
   *     and property
   */
  public static AccessDescription read(Path path) {
    RecordBinder binder =
        new RecordBinder(
            path.toAbsolutePath().normalize(),
            new Vocabulary(Map.of(URI.class, AccessFile::address), Map.of(), Map.of()));
    return binder.bind(AccessDescription.class, YamlReader.read(path, bytes(path)));
  }

  private static byte[] bytes(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new ConfigurationException(
            path + ": is larger than " + LARGEST / (1024 * 1024) + " MiB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          path + ": there is no such file; give the description of access with --file", e);
    } catch (IOException e) {
      throw new ConfigurationException(path + ": cannot be read: " + e.getMessage(), e);
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
