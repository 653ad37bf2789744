package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;

/** A key of the bridge that is reached at a port of its own. */
public record KeyPortSection(
    @Setting("Its name at the bridge.") String name,
    @Setting("The port at which the bridge listens for it, not that of a Service.") int port,
    @Setting("Consumers and clients that may use it.") List<String> clients) {

  public KeyPortSection {
    Names.require("name", name);
    Networks.requirePort("port", port);
    clients = List.copyOf(clients);
    Names.unique("clients", "name", clients);
  }
}
