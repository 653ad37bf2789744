package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;

/** Hosts outside the pods' network, and ports of theirs. */
public record EndpointSection(
    @Setting("Their addresses, such as 192.0.2.0/24.") List<String> cidrs,
    @Setting("Their ports, over TCP.") List<Integer> ports) {

  public EndpointSection {
    cidrs = Networks.require("cidrs", cidrs);
    ports = Networks.requirePorts("ports", ports);
    if (cidrs.isEmpty()) {
      throw new IllegalArgumentException("cidrs must list at least one");
    }
  }
}
