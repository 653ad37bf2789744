package io.sealbridge.sync.status;

import io.sealbridge.vault.NodeState;
import io.sealbridge.vault.VaultProduct;
import java.net.URI;
import java.util.Optional;

/** Nodes of an OpenBao. */
public final class Nodes {
  private Nodes() {}

  public static NodeStatus active(String address) {
    return node(address, false, true);
  }

  public static NodeStatus node(String address, boolean sealed, boolean active) {
    return new NodeStatus.Reached(
        URI.create(address),
        new NodeState(
            new VaultProduct.OpenBao("2.7.2"),
            true,
            sealed,
            "transit",
            "raft",
            true,
            false,
            active,
            Optional.of("https://vault-0.example:8200")));
  }
}
