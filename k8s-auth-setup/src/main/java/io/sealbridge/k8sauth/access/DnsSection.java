package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;
import java.util.Map;

/** The cluster's DNS. */
public record DnsSection(
    @Setting(value = "Namespace of its pods.", byDefault = "kube-system") String namespace,
    @Setting(value = "Labels of its pods.", byDefault = "{ k8s-app: kube-dns }")
        Map<String, String> podLabels,
    @Setting(
            value = "Port at which its pods listen, over UDP and TCP; on OpenShift 5353.",
            byDefault = "53")
        int port,
    @Setting(
            "Addresses at which pods see a cache on their node: the link-local one, such as"
                + " 169.254.20.10, and that of the Service kube-dns.")
        List<String> nodeLocalAddresses) {

  public DnsSection {
    Names.requireKubernetes("namespace", namespace);
    podLabels = Labels.require("podLabels", podLabels);
    Networks.requirePort("port", port);
    nodeLocalAddresses = List.copyOf(nodeLocalAddresses);
    nodeLocalAddresses.forEach(address -> Networks.requireAddress("nodeLocalAddresses", address));
  }

  /** {@link #nodeLocalAddresses} as networks of one address each. */
  public List<String> nodeLocalNetworks() {
    return nodeLocalAddresses.stream().map(Networks::ofOne).toList();
  }
}
