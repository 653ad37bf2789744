package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;

/** What the server has at a {@link Place}. */
public sealed interface Seen {

  /** Nothing. */
  record Absent() implements Seen {}

  /**
   * This.
   *
   * @param data as the server's answer has it under {@code data}; for mounts, the mount's entry in
   *     the list of all, because only the list tells what is set and what only takes effect
   */
  record Present(JsonNode data) implements Seen {}
}
