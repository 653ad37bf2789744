package io.sealbridge.sync.file;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bridges: all replicas of one deployment. */
public record BridgeSection(
    @Setting(
            value =
                "Address of each replica, such as https://bridge-1.example:8210; not the one before"
                    + " them all, because each knows only of its own uses.",
            atLeastOne = true)
        List<URI> nodes,
    @Setting("PEM file of the authorities of their certificates. Default: Java's own.")
        Optional<Path> caFile,
    @Setting(value = "Mount of the Transit API.", byDefault = "transit") String mount,
    @Setting("How this tool logs in; read on the seal keys is enough for status.")
        LoginSection login) {

  public BridgeSection {
    nodes = List.copyOf(nodes);
    Checks.addresses(nodes);
    Checks.path("mount", mount);
  }
}
