package io.sealbridge.sync.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.sync.file.BridgeSection;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks one replica of the bridge for one key. */
final class ReplicaReading {
  private ReplicaReading() {}

  /** Never throws what the replica is to blame for. */
  static ReplicaStatus read(BridgeSection bridge, URI node, String key) {
    try (VaultApi api = Login.at(bridge, node)) {
      Optional<JsonNode> described = api.read(bridge.mount() + "/keys/" + key);
      Optional<JsonNode> usage = api.read("sys/seal-bridge/usage/" + key);
      if (described.isEmpty()) {
        return new ReplicaStatus.Unreached(node, "it has no key " + key);
      }
      return usage
          .map(uses -> reached(node, described.get(), uses))
          .orElseGet(() -> new ReplicaStatus.Unreached(node, "it tells no uses of " + key));
    } catch (VaultException e) {
      return new ReplicaStatus.Unreached(node, String.valueOf(e.getMessage()));
    } catch (DateTimeException | NumberFormatException e) {
      return new ReplicaStatus.Unreached(node, "its answer is not a bridge's: " + e.getMessage());
    }
  }

  private static ReplicaStatus reached(URI node, JsonNode key, JsonNode usage) {
    SortedMap<Integer, ReplicaStatus.VersionOnReplica> versions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> version : key.path("keys").properties()) {
      versions.put(
          Integer.valueOf(version.getKey()),
          new ReplicaStatus.VersionOnReplica(
              made(version.getValue()),
              uses(usage.path("versions").path(version.getKey()).path("operations"))));
    }
    return new ReplicaStatus.Reached(
        node,
        key.path("latest_version").asInt(),
        key.path("min_decryption_version").asInt(),
        Instant.parse(usage.path("since").asText()),
        versions);
  }

  /** Symmetric versions tell seconds, asymmetric ones a time. */
  private static Optional<Instant> made(JsonNode version) {
    if (version.isNumber()) {
      return Optional.of(Instant.ofEpochSecond(version.asLong()));
    }
    return Optional.of(version.path("creation_time").asText(""))
        .filter(text -> !text.isEmpty())
        .map(Instant::parse);
  }

  private static Map<String, VersionUse> uses(JsonNode operations) {
    Map<String, VersionUse> uses = new HashMap<>();
    for (Map.Entry<String, JsonNode> use : operations.properties()) {
      uses.put(
          use.getKey(),
          new VersionUse(
              Instant.parse(use.getValue().path("last_used").asText()),
              use.getValue().path("identity").asText()));
    }
    return uses;
  }
}
