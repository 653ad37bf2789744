package io.sealbridge.k8sauth.access;

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
public final class AccessFile {
  /** Ten thousand roles take about four; what is larger is no description of access. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private AccessFile() {}

  /**
   * Reads and checks the file and those in bank-vaults' format that it names.
   *
   * @throws ConfigurationException if one cannot be read or is wrong; the message names file, line
   *     and property
   */
  public static AccessDescription read(Path path) {
    Path file = path.toAbsolutePath().normalize();
    YamlNode.Mapping document = YamlReader.read(path, bytes(path));
    NoSecrets.check(path, document, "vault.login.tokenFile");
    return binder(file)
        .bind(AccessDescription.class, BankVaultsParts.added(file, document, AccessFile::bytes));
  }

  static RecordBinder binder(Path file) {
    return new RecordBinder(
        file, new Vocabulary(Map.of(URI.class, AccessFile::address), Map.of(), Map.of()));
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
          path
              + ": there is no such file; give the description of access with --file, and name files"
              + " in it as they are seen from its folder",
          e);
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
