package io.sealbridge.integration.vault;

import java.net.URI;
import java.nio.file.Path;

/**
 * The configuration of a single node with raft storage and plain HTTP; the stanza of its seal comes
 * behind it.
 *
 * @param listener host and port
 * @param api where clients reach it
 */
public record ServerConfiguration(
    Product product, Path raft, String listener, URI api, int clusterPort) {

  public String hcl() {
    return """
    storage "raft" {
      path    = "%s"
      node_id = "node-1"
      performance_multiplier = 1
    }
    listener "tcp" {
      address     = "%s"
      tls_disable = true
    }
    api_addr     = "%s"
    cluster_addr = "http://127.0.0.1:%d"
    """
            .formatted(raft, listener, api, clusterPort)
        + product.extraConfiguration();
  }
}
