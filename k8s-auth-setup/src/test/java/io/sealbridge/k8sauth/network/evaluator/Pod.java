package io.sealbridge.k8sauth.network.evaluator;

import java.util.HashMap;
import java.util.Map;

/**
 * What policies can know of a pod.
 *
 * @param ports its named ports
 */
public record Pod(
    String namespace,
    String serviceAccount,
    Map<String, String> labels,
    Map<String, Integer> ports) {

  public Pod {
    labels = Map.copyOf(labels);
    ports = Map.copyOf(ports);
  }

  public Pod(String namespace, String serviceAccount, Map<String, String> labels) {
    this(namespace, serviceAccount, labels, Map.of());
  }

  /** Labels of its namespace: its name, as the API server sets it. */
  Map<String, String> namespaceLabels() {
    return Map.of("kubernetes.io/metadata.name", namespace);
  }

  /** Labels of its namespace, as Calico adds to them. */
  Map<String, String> calicoNamespaceLabels() {
    Map<String, String> all = new HashMap<>(namespaceLabels());
    all.put("projectcalico.org/name", namespace);
    return all;
  }

  /** Its labels, as Calico adds to them. */
  Map<String, String> calicoLabels() {
    Map<String, String> all = new HashMap<>(labels);
    all.put("projectcalico.org/namespace", namespace);
    all.put("projectcalico.org/serviceaccount", serviceAccount);
    return all;
  }

  /** Labels of its ServiceAccount: none but the name that Calico adds. */
  Map<String, String> serviceAccountLabels() {
    return Map.of("projectcalico.org/name", serviceAccount);
  }
}
