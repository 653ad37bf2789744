package io.sealbridge.server.config;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A configuration with the file it came from.
 *
 * @param sha256 of the file's bytes, in hexadecimal, for the key-use log
 */
public record ConfigurationFile(Path path, String sha256, BridgeConfiguration configuration) {

  /**
   * Reads and checks the file; touches no other file.
   *
   * @throws ConfigurationException if it cannot be read or is wrong
   */
  public static ConfigurationFile read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          path + ": there is no such file; give the configuration with --config", e);
    } catch (IOException e) {
      throw ConfigurationException.unreadable(path, e);
    }
    RecordBinder binder =
        new RecordBinder(path.toAbsolutePath().normalize(), BridgeVocabulary.of(hostName()));
    BridgeConfiguration configuration =
        binder.bind(BridgeConfiguration.class, YamlReader.read(path, bytes));
    return new ConfigurationFile(path, sha256(bytes), configuration);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
