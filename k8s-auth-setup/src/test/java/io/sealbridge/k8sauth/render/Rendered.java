package io.sealbridge.k8sauth.render;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Renders small files for tests. */
final class Rendered {
  /** A certificate by its form alone; nothing here looks into it. */
  static final String AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

  private Rendered() {}

  /** The beginning of a file for a Vault outside the cluster {@code prod}. */
  static String outside() {
    return """
    vault: { address: "https://vault.example:8200", caFile: ca.crt }
    clusters: [ { name: prod } ]
    secretEngines: [ { path: apps } ]
    """;
  }

  static String consumer(String more) {
    return """
    consumers:
      - name: web
        namespace: shop
        serviceAccount: web
        secrets: [ { engine: apps, path: web/db } ]
    """
        + more.indent(4);
  }

  /** Scope of the only or first cluster. */
  static Scope scope(Path folder, String file) {
    try {
      Files.writeString(folder.resolve("ca.crt"), AUTHORITY);
      Path access = Files.writeString(folder.resolve("access.yaml"), file);
      AccessDescription description = AccessFile.read(access);
      return Scope.of(description, description.cluster(Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A description without any consumer. */
  static AccessDescription description() {
    try {
      Path folder = Files.createTempDirectory("render");
      AccessDescription description = scope(folder, outside()).description();
      for (String name : List.of("ca.crt", "access.yaml", "")) {
        Files.delete(folder.resolve(name));
      }
      return description;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String stream(Path folder, String file) {
    return Rendering.of(scope(folder, file)).stream();
  }
}
