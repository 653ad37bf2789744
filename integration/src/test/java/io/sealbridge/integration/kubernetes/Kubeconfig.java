package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A kubeconfig file with one context, {@code test}, which is the current one. */
public final class Kubeconfig {
  private Kubeconfig() {}

  public static Path write(Path file, URI server, Path authority, String bearer) {
    PrivateFiles.write(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
          - name: test
            cluster:
              server: %s
              certificate-authority-data: %s
        users:
          - name: test
            user:
              token: %s
        contexts:
          - name: test
            context:
              cluster: test
              user: test
        """
            .formatted(server, encoded(authority), bearer));
    return file;
  }

  private static String encoded(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
