package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.util.Map;
import java.util.Optional;

/** One document of a key-value engine of version 2, changed only as it was seen. */
final class Document {
  /**
   * A version.
   *
   * @param number 0 for a document that never was
   * @param data a missing node where there is none or it was deleted
   */
  record Version(int number, JsonNode data) {}

  private final VaultApi api;
  private final String mount;
  private final String key;

  Document(VaultApi api, String mount, String key) {
    this.api = api;
    this.mount = mount;
    this.key = key;
  }

  String path() {
    return mount + "/data/" + key;
  }

  Version read() {
    Optional<JsonNode> data = api.read(path());
    return data.map(
            node -> new Version(node.path("metadata").path("version").asInt(), node.path("data")))
        .orElseGet(this::absent);
  }

  /** A deleted document still counts its versions. */
  private Version absent() {
    int number =
        api.read(mount + "/metadata/" + key)
            .map(node -> node.path("current_version").asInt())
            .orElse(0);
    return new Version(number, MissingNode.getInstance());
  }

  /**
   * Writes the version after {@code seen}.
   *
   * @return the new version's number
   * @throws VaultException with {@link VaultFault.ChangedMeanwhile} if {@code seen} is not the last
   */
  int write(int seen, Map<String, ?> data) {
    Map<String, Object> body = Map.of("data", data, "options", Map.of("cas", seen));
    return api.write(path(), body).data().path("version").asInt();
  }
}
