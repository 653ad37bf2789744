package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.JsonSchema;
import java.net.URI;
import java.util.Map;

/** The JSON Schema of the description of access, for editors. */
public final class AccessSchema {
  private AccessSchema() {}

  /** As published in {@code docs/reference/access.schema.json}. */
  public static String text() {
    return JsonSchema.of(
        AccessDescription.class,
        "urn:seal-bridge:k8s-auth-setup:access",
        "Description of access of k8s-auth-setup",
        Map.of(URI.class, "uri"));
  }
}
