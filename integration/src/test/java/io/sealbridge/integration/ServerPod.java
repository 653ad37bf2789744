package io.sealbridge.integration;

import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The server itself in a pod, with everything in memory. Its pod shares the network of the node,
 * where the API server is, as this cluster has neither a proxy for Services nor names; it has its
 * ServiceAccount's token where every pod has it.
 */
record ServerPod(Node node, Product product, String namespace, URI address) {
  /** Also the name of its ServiceAccount. */
  static final String NAME = "vault";

  static final String ROOT_TOKEN = "root";

  private static final Duration START = Duration.ofMinutes(1);

  /** Starts it under the ServiceAccount {@link #NAME} and waits until it serves. */
  static ServerPod start(Node node, Product product, String namespace) {
    URI address = URI.create("http://" + node.gateway() + ":" + Ports.free());
    ServerPod pod = new ServerPod(node, product, namespace, address);
    node.api().createServiceAccount(namespace, NAME);
    node.loadImage(pod.image(), product.binary());
    node.kubectl().apply(namespace + "-server", pod.manifest());
    node.kubectl().awaitReady(namespace, NAME);
    pod.awaitServing();
    return pod;
  }

  private void awaitServing() {
    try (JsonHttp http = http()) {
      Eventually.until(
          product + " in the pod serves",
          START,
          () ->
              http.tryGet("/v1/secret/config")
                  .filter(answer -> answer.status() == 200)
                  .isPresent());
    }
  }

  /** Plain requests with the root token. */
  JsonHttp http() {
    return new JsonHttp(address, Optional.of(ROOT_TOKEN), Optional.empty());
  }

  /** What {@link AgentPod} renders. */
  void writeSecret(String password) {
    try (JsonHttp http = http()) {
      Eventually.until(
          "the key-value engine takes writes",
          START,
          () ->
              http.post("/v1/" + PodAccess.SECRET, Map.of("data", Map.of("password", password)))
                      .status()
                  == 200);
    }
  }

  private String image() {
    return "seal-bridge.test/" + product.name().toLowerCase(Locale.ROOT) + ":1";
  }

  private String manifest() {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      serviceAccountName: %1$s
      hostNetwork: true
      terminationGracePeriodSeconds: 1
      containers:
        - name: server
          image: %3$s
          imagePullPolicy: Never
          command:
            - /bin/%4$s
            - server
            - -dev
            - -dev-no-store-token
            - -dev-root-token-id=%5$s
            - -dev-listen-address=%6$s
    """
        .formatted(
            NAME,
            namespace,
            image(),
            product.binary().getFileName(),
            ROOT_TOKEN,
            address.getAuthority());
  }
}
