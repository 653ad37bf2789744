package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.access.NetworkClient;
import io.sealbridge.k8sauth.access.PodsSection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pods of a namespace: of a ServiceAccount where a policy can ask for that and it is known, else
 * with labels.
 *
 * @param labels in the order of their names, so that what is rendered is always the same
 */
record Pods(String namespace, Optional<String> serviceAccount, TreeMap<String, String> labels) {

  static Pods of(NetworkClient client) {
    return new Pods(
        client.namespace(),
        Optional.of(client.serviceAccount()),
        new TreeMap<>(client.podLabels()));
  }

  static Pods of(PodsSection section) {
    return labelled(section.namespace(), section.podLabels());
  }

  static Pods labelled(String namespace, Map<String, String> labels) {
    return new Pods(namespace, Optional.empty(), new TreeMap<>(labels));
  }
}
