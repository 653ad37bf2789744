package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.Map;

/** The webhook that the API server calls for each new pod. */
public record InjectorSection(
    @Setting(value = "Namespace of its pods.", byDefault = "vault") String namespace,
    @Setting(
            value = "Labels of its pods.",
            byDefault = "{ app.kubernetes.io/name: vault-agent-injector }")
        Map<String, String> podLabels,
    @Setting(value = "Port at which its pods listen.", byDefault = "8080") int port) {

  public InjectorSection {
    Names.requireKubernetes("namespace", namespace);
    podLabels = Labels.require("podLabels", podLabels);
    Networks.requirePort("port", port);
  }
}
