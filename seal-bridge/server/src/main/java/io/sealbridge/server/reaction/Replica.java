package io.sealbridge.server.reaction;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a replica is asked.
 *
 * @param node its name in its own configuration, if the asker knows it
 * @param management scheme, host and port of its management listener
 * @param ca authorities of a proxy with TLS before it; those of the platform if empty
 */
public record Replica(Optional<String> node, URI management, Optional<Path> ca) {
  /** As a person reads it. */
  public String name() {
    return node.orElse("-");
  }
}
