package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.Map;

/** A workload that uses keys and reads no secret. */
public record KeyClientSection(
    @Setting("Its name in this file.") String name,
    @Setting("Its namespace.") String namespace,
    @Setting("Its ServiceAccount.") String serviceAccount,
    @Setting("Labels of its pods. Default: app.kubernetes.io/name with its name.")
        Map<String, String> podLabels) {

  public KeyClientSection {
    Names.requireKubernetes("name", name);
    Names.requireKubernetes("namespace", namespace);
    Names.requireKubernetes("serviceAccount", serviceAccount);
    podLabels = Labels.orName("podLabels", podLabels, name);
  }
}
