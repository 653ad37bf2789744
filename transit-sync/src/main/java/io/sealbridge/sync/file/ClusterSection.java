package io.sealbridge.sync.file;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A cluster of Vault or OpenBao. */
public record ClusterSection(
    @Setting("Name in messages.") String name,
    @Setting("Name of its seal key on the bridges.") String key,
    @Setting(
            value =
                "Address of each node, such as https://vault-0.example:8200; not the one before"
                    + " them all.",
            atLeastOne = true)
        List<URI> nodes,
    @Setting("PEM file of the authorities of their certificates. Default: Java's own.")
        Optional<Path> caFile,
    @Setting("How this tool logs in.") LoginSection login) {

  public ClusterSection {
    nodes = List.copyOf(nodes);
    Checks.name("name", name);
    Checks.name("key", key);
    Checks.addresses(nodes);
  }
}
