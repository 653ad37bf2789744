package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where Vault is for pods: in the cluster by labels, otherwise by addresses. */
public record VaultNetworkSection(
    @Setting(value = "Port at which Vault listens, not that of a Service.", byDefault = "8200")
        int port,
    @Setting(value = "Port of Vault's own nodes among each other.", byDefault = "8201")
        int clusterPort,
    @Setting(
            value = "Labels of Vault's pods, where Vault runs in the cluster.",
            byDefault = "{ app.kubernetes.io/name: vault }")
        Map<String, String> podLabels,
    @Setting("Addresses of Vault, where it runs elsewhere, such as 192.0.2.10/32.")
        List<String> cidrs,
    @Setting("Addresses outside the cluster from which Vault's pods are reached as well.")
        List<String> clientCidrs,
    @Setting("Pods that read from Vault for others: operators, the CSI provider.")
        List<PodsSection> readers,
    @Setting("The key of the bridge that unseals Vault, of bridge.keys.") Optional<String> sealKey,
    @Setting("What else Vault's pods may reach.") List<EndpointSection> egress) {

  public VaultNetworkSection {
    Networks.requirePort("port", port);
    Networks.requirePort("clusterPort", clusterPort);
    podLabels = Labels.require("podLabels", podLabels);
    cidrs = Networks.require("cidrs", cidrs);
    clientCidrs = Networks.require("clientCidrs", clientCidrs);
    readers = List.copyOf(readers);
    egress = List.copyOf(egress);
  }
}
