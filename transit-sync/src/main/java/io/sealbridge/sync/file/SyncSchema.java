package io.sealbridge.sync.file;

import io.sealbridge.configuration.JsonSchema;
import java.net.URI;
import java.util.Map;

/** The JSON Schema of the file, for editors. */
public final class SyncSchema {
  private SyncSchema() {}

  /** As published in {@code docs/reference/sync.schema.json}. */
  public static String text() {
    return JsonSchema.of(
        SyncDescription.class,
        "urn:seal-bridge:transit-sync:sync",
        "Clusters and bridges of transit-sync",
        Map.of(URI.class, "uri"));
  }
}
