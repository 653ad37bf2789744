package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of a rendered folder. It begins with a line by which the next run knows it again.
 *
 * @param name without a folder, the same as long as the object has its name
 */
public record ManifestFile(String name, String content) {
  /** In YAML and in HCL a comment. */
  static final String MARKER =
      "# Made by k8s-auth-setup render, which replaces it: change the description of access, not this.";

  static ManifestFile of(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    // No part has an underscore, so no two objects share a name. A colon is no name everywhere.
    String name =
        prefix(object)
            + object.getKind().toLowerCase(Locale.ROOT)
            + "_"
            + Optional.ofNullable(namespace).map(known -> known + "_").orElse("")
            + object.getMetadata().getName().replace(":", "__")
            + ".yaml";
    return marked(name, YamlText.of(object));
  }

  /** Calico has a kind NetworkPolicy too. */
  private static String prefix(HasMetadata object) {
    return object.getApiVersion().startsWith("projectcalico.org/") ? "calico-" : "";
  }

  static ManifestFile marked(String name, String content) {
    return new ManifestFile(name, MARKER + "\n" + content);
  }
}
