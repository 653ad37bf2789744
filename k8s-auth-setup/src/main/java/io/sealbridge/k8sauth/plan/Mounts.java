package io.sealbridge.k8sauth.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.k8sauth.desired.Wanted;
import java.util.Map;

/** Mounts that are there already. They are never remounted: that would destroy what they hold. */
final class Mounts {
  private Mounts() {}

  static void check(Wanted wanted, JsonNode mount) {
    String type = String.valueOf(wanted.fields().get("type"));
    String seen = mount.path("type").asText();
    if (!seen.equals(type)) {
      throw new PlanException(
          "%s is of type %s, wanted is %s. Nothing was changed: choose another path in the file, or move what is there by hand"
              .formatted(wanted.place().title(), seen, type));
    }
    if (wanted.fields().get("options") instanceof Map<?, ?> options) {
      String version = String.valueOf(options.get("version"));
      String stored = mount.path("options").path("version").asText("1");
      if (!stored.equals(version)) {
        throw new PlanException(
            "%s is a KV engine of version %s, wanted is %s. Nothing was changed: an upgrade moves all secrets; do it by hand or change the file"
                .formatted(wanted.place().title(), stored, version));
      }
    }
  }
}
