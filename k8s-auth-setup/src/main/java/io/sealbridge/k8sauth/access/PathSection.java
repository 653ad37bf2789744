package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.NearestName;
import io.sealbridge.configuration.Setting;
import java.util.List;

/** A path of Vault's API and what is allowed on it. */
public record PathSection(
    @Setting("Path, as a policy has it: secret/data/shop/*.") String path,
    @Setting(value = "create, read, update, patch, delete, list, sudo, deny.", atLeastOne = true)
        List<String> capabilities) {

  private static final List<String> KNOWN =
      List.of("create", "read", "update", "patch", "delete", "list", "sudo", "deny");

  public PathSection {
    capabilities = List.copyOf(capabilities);
    if (path.isBlank() || path.startsWith("/") || path.contains("\"") || path.contains("\n")) {
      throw new IllegalArgumentException(
          "path must be a path without a slash in front, was " + path);
    }
    if (capabilities.isEmpty()) {
      throw new IllegalArgumentException("capabilities must list at least one");
    }
    for (String capability : capabilities) {
      if (!KNOWN.contains(capability)) {
        throw new IllegalArgumentException(
            "capabilities has " + capability + NearestName.hint(capability, KNOWN));
      }
    }
  }
}
