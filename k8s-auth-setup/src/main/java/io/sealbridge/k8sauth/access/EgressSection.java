package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;

/** What a workload may reach besides DNS, Vault and its keys. */
public record EgressSection(
    @Setting("A consumer or a client of keys.") String consumer,
    @Setting("Addresses, such as 192.0.2.0/24.") List<String> cidrs,
    @Setting("Ports, over TCP.") List<Integer> ports) {

  public EgressSection {
    cidrs = Networks.require("cidrs", cidrs);
    ports = Networks.requirePorts("ports", ports);
    if (cidrs.isEmpty()) {
      throw new IllegalArgumentException("cidrs must list at least one");
    }
  }
}
