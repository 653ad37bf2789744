package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.Map;

/** Pods of a namespace. */
public record PodsSection(
    @Setting("Their namespace.") String namespace,
    @Setting("Their labels.") Map<String, String> podLabels) {

  public PodsSection {
    Names.requireKubernetes("namespace", namespace);
    podLabels = Labels.require("podLabels", podLabels);
  }
}
