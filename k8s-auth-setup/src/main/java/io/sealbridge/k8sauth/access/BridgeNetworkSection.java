package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the bridge is, and at which port each key is reached. */
public record BridgeNetworkSection(
    @Setting("Addresses of the bridge, where it runs outside the cluster, such as 192.0.2.20/32.")
        List<String> cidrs,
    @Setting("Namespace of its pods, where it runs in the cluster.") Optional<String> namespace,
    @Setting("Labels of its pods. Default: app.kubernetes.io/name: seal-bridge.")
        Map<String, String> podLabels,
    @Setting("Its keys; no two share a port.") List<KeyPortSection> keys,
    @Setting("Workloads that use keys and are no consumers.") List<KeyClientSection> clients) {

  public BridgeNetworkSection {
    cidrs = Networks.require("cidrs", cidrs);
    keys = List.copyOf(keys);
    clients = List.copyOf(clients);
    if (cidrs.isEmpty() == namespace.isEmpty()) {
      throw new IllegalArgumentException(
          "must have cidrs (the bridge runs outside the cluster) or namespace (it runs inside), has "
              + (cidrs.isEmpty() ? "neither" : "both"));
    }
    namespace.ifPresent(name -> Names.requireKubernetes("namespace", name));
    podLabels = Labels.orName("podLabels", podLabels, "seal-bridge");
    Names.unique("keys", "name", keys.stream().map(KeyPortSection::name).toList());
    Names.unique("clients", "name", clients.stream().map(KeyClientSection::name).toList());
    requireOwnPorts(keys);
  }

  List<String> keyNames() {
    return keys.stream().map(KeyPortSection::name).toList();
  }

  private static void requireOwnPorts(List<KeyPortSection> keys) {
    Map<Integer, String> owners = new HashMap<>();
    for (KeyPortSection key : keys) {
      String other = owners.putIfAbsent(key.port(), key.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "keys %s and %s have one port, %d: whoever may reach one would reach both; give each a port of its own"
                .formatted(other, key.name(), key.port()));
      }
    }
  }
}
