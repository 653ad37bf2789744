package io.sealbridge.k8sauth.render;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of certificates whose content goes into manifests, which everybody may read. */
final class Certificates {
  private Certificates() {}

  static String read(String property, Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          "the file of %s, %s, cannot be read: %s".formatted(property, file, e), e);
    }
    if (text.contains("PRIVATE KEY")) {
      throw new ConfigurationException(
          "the file of %s, %s, holds a private key, which must not get into a manifest: name a file with certificates alone"
              .formatted(property, file));
    }
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      throw new ConfigurationException(
          "the file of %s, %s, holds no certificate in PEM".formatted(property, file));
    }
    return text;
  }
}
