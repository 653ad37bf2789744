package io.sealbridge.sync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.sync.snapshot.StoredBlob;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.Dependents;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.NodeStatus;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.StoredKeys;
import io.sealbridge.sync.status.Verdict;
import io.sealbridge.sync.status.VersionUse;
import io.sealbridge.vault.VaultProduct;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A situation for a program. */
final class StatusJson {
  private StatusJson() {}

  static void write(JsonGenerator json, Situation situation) throws IOException {
    json.writeBooleanField("newest", situation.isNewest());
    json.writeArrayFieldStart("clusters");
    for (ClusterStatus cluster : situation.clusters()) {
      cluster(json, situation, cluster);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("keys");
    for (KeyStatus key : situation.keys()) {
      key(json, situation, key);
    }
    json.writeEndArray();
  }

  private static void cluster(JsonGenerator json, Situation situation, ClusterStatus cluster)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", cluster.name());
    json.writeStringField("key", cluster.key());
    switch (cluster.stored()) {
      case StoredKeys.Read read -> {
        blob(json, "rootKey", read.keys().rootKey());
        blob(json, "recoveryKey", read.keys().recoveryKey());
      }
      case StoredKeys.NotRead notRead -> json.writeStringField("notRead", notRead.why());
    }
    switch (situation.verdict(cluster)) {
      case Verdict.Newest _ -> json.writeStringField("verdict", "newest");
      case Verdict.Behind behind -> {
        json.writeStringField("verdict", "behind");
        texts(json, "reasons", behind.what());
      }
      case Verdict.Unknown unknown -> {
        json.writeStringField("verdict", "unknown");
        texts(json, "reasons", List.of(unknown.why()));
      }
    }
    json.writeArrayFieldStart("nodes");
    for (NodeStatus node : cluster.nodes()) {
      node(json, node);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The version; null where there is nothing, and the word "foreign" for another seal's. */
  private static void blob(JsonGenerator json, String name, StoredBlob blob) throws IOException {
    switch (blob) {
      case StoredBlob.Sealed sealed -> json.writeNumberField(name, sealed.version());
      case StoredBlob.Absent _ -> json.writeNullField(name);
      case StoredBlob.Foreign foreign -> json.writeStringField(name, foreign.text());
    }
  }

  private static void node(JsonGenerator json, NodeStatus node) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", node.address().toString());
    json.writeStringField("role", node.role());
    switch (node) {
      case NodeStatus.Unreached unreached -> json.writeStringField("why", unreached.why());
      case NodeStatus.Reached reached -> {
        json.writeBooleanField("sealed", reached.state().sealed());
        json.writeStringField(
            "product",
            switch (reached.state().product()) {
              case VaultProduct.OpenBao _ -> "openbao";
              case VaultProduct.Vault _ -> "vault";
            });
        json.writeStringField("version", reached.state().product().version());
        json.writeStringField("sealType", reached.state().sealType());
        json.writeStringField("storageType", reached.state().storageType());
      }
    }
    json.writeEndObject();
  }

  private static void key(JsonGenerator json, Situation situation, KeyStatus key)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", key.name());
    if (key.newest().isPresent()) {
      json.writeNumberField("newest", key.newest().getAsInt());
    }
    json.writeArrayFieldStart("replicas");
    for (ReplicaStatus replica : key.replicas()) {
      replica(json, replica);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("needs");
    for (int version : key.versions()) {
      texts(json, Integer.toString(version), Dependents.of(situation, key, version));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void replica(JsonGenerator json, ReplicaStatus replica) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", replica.address().toString());
    switch (replica) {
      case ReplicaStatus.Unreached unreached -> json.writeStringField("why", unreached.why());
      case ReplicaStatus.Reached reached -> {
        json.writeNumberField("newest", reached.latest());
        json.writeNumberField("oldestOpened", reached.oldestOpened());
        json.writeStringField("since", reached.since().toString());
        json.writeObjectFieldStart("versions");
        for (var version : reached.versions().entrySet()) {
          json.writeObjectFieldStart(version.getKey().toString());
          version(json, version.getValue());
          json.writeEndObject();
        }
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void version(JsonGenerator json, ReplicaStatus.VersionOnReplica version)
      throws IOException {
    if (version.made().isPresent()) {
      json.writeStringField("made", version.made().get().toString());
    }
    json.writeObjectFieldStart("uses");
    for (Map.Entry<String, VersionUse> use : new TreeMap<>(version.uses()).entrySet()) {
      json.writeObjectFieldStart(use.getKey());
      json.writeStringField("at", use.getValue().at().toString());
      json.writeStringField("identity", use.getValue().identity());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
