package io.sealbridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What one node says of itself, to everybody.
 *
 * @param sealType such as {@code transit} or {@code shamir}
 * @param storageType such as {@code raft}; empty where a node does not tell it while it is sealed
 * @param recoverySeal whether another holds the root key, so that there are recovery keys and no
 *     unseal keys
 * @param migrating whether it waits for keys to change its seal
 * @param active whether it is the one that serves
 * @param leader the address that the active node tells others, if this node knows of one
 */
public record NodeState(
    VaultProduct product,
    boolean initialised,
    boolean sealed,
    String sealType,
    String storageType,
    boolean recoverySeal,
    boolean migrating,
    boolean active,
    Optional<String> leader) {

  static NodeState of(VaultProduct product, JsonNode seal, JsonNode leader) {
    String address = leader.path("leader_address").asText("");
    return new NodeState(
        product,
        seal.path("initialized").asBoolean(),
        seal.path("sealed").asBoolean(true),
        seal.path("type").asText(""),
        seal.path("storage_type").asText(""),
        seal.path("recovery_seal").asBoolean(),
        seal.path("migration").asBoolean(),
        leader.path("is_self").asBoolean(),
        Optional.of(address).filter(text -> !text.isEmpty()));
  }
}
