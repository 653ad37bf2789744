package io.sealbridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the server said to a write that it took.
 *
 * @param data a missing or null node where it said nothing
 * @param warnings for the operator, none of them about fields that were ignored
 */
public record Written(JsonNode data, List<String> warnings) {
  public Written {
    warnings = List.copyOf(warnings);
  }
}
