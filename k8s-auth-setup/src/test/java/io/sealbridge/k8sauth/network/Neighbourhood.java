package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.network.evaluator.Endpoint;
import io.sealbridge.k8sauth.network.evaluator.Packet;
import io.sealbridge.k8sauth.network.evaluator.Pod;
import java.util.HashMap;
import java.util.Map;

/** Who has which address in the tests' cluster, and what its Services lead to. */
final class Neighbourhood {
  private record Target(String endpoint, int port) {}

  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Map<String, Map<Integer, Target>> services = new HashMap<>();
  private int pods;

  Neighbourhood() {
    pod("web", "apps", "web", named("web"));
    pod("batch", "apps", "batch", named("batch"));
    pod("no-label", "apps", "default", Map.of());
    pod("web-label-other-account", "apps", "default", named("web"));
    pod("web-account-other-label", "apps", "web", named("other"));
    pod("shop", "shop", "shop", named("shop"));
    pod("signer", "shop", "signer", named("signer"));
    pod("shop-neighbour", "shop", "default", named("neighbour"));
    pod("stranger", "other", "web", named("web"));
    pod("shop-in-other", "other", "shop", named("shop"));
    pod("signer-in-other", "other", "signer", named("signer"));
    pod("vault-0", "vault", "vault", named("vault"));
    pod("vault-1", "vault", "vault", named("vault"));
    pod("vault-in-apps", "apps", "vault", named("vault"));
    pod("injector", "vault", "injector", named("vault-agent-injector"));
    pod("csi", "csi", "csi", Map.of("app", "csi"));
    pod("csi-neighbour", "csi", "default", Map.of("app", "neighbour"));
    pod("csi-in-apps", "apps", "csi", Map.of("app", "csi"));
    pod("bridge", "hsm", "bridge", named("seal-bridge"));
    pod("bridge-neighbour", "hsm", "default", named("neighbour"));
    pod("bridge-in-apps", "apps", "bridge", named("seal-bridge"));
    pod("coredns", "kube-system", "coredns", Map.of("k8s-app", "kube-dns"));
    pod("system", "kube-system", "system", Map.of("k8s-app", "metrics"));
    pod("dns-in-apps", "apps", "default", Map.of("k8s-app", "kube-dns"));
    hosts();
    services();
  }

  private void hosts() {
    host("api-server", "10.0.0.1");
    host("node-cache", "169.254.20.10");
    // A cache on the node also answers at the Service's address, before it would be resolved.
    host("node-cache-at-kube-dns", "10.96.0.10");
    host("bridge-outside", "192.0.2.20");
    host("vault-outside", "192.0.2.10");
    host("database", "192.0.2.50");
    host("vault-database", "192.0.2.60");
    host("operator", "203.0.113.5");
    host("internet", "198.51.100.7");
  }

  private void services() {
    services.put("svc/kube-dns", Map.of(53, new Target("coredns", 53)));
    services.put("svc/kubernetes", Map.of(443, new Target("api-server", 6443)));
    services.put(
        "svc/vault", Map.of(8200, new Target("vault-0", 8200), 443, new Target("vault-0", 8200)));
    services.put(
        "svc/bridge",
        Map.of(
            9201, new Target("bridge", 9201),
            9202, new Target("bridge", 9202),
            443, new Target("bridge", 9201)));
    // The trap: two ports that lead to one.
    services.put(
        "svc/bridge-of-one-port",
        Map.of(9201, new Target("bridge", 9201), 9202, new Target("bridge", 9201)));
  }

  /** The packet as policies see it: what goes to a Service has its pod's address and port. */
  Packet packet(String from, String to, String protocol, int port) {
    Map<Integer, Target> service = services.get(to);
    if (service == null) {
      return new Packet(endpoint(from), endpoint(to), protocol, port);
    }
    Target target = service.get(port);
    if (target == null) {
      throw new IllegalArgumentException(to + " has no port " + port);
    }
    return new Packet(endpoint(from), endpoint(target.endpoint()), protocol, target.port());
  }

  private Endpoint endpoint(String name) {
    Endpoint endpoint = endpoints.get(name);
    if (endpoint == null) {
      throw new IllegalArgumentException("nobody is called " + name);
    }
    return endpoint;
  }

  private void pod(
      String name, String namespace, String serviceAccount, Map<String, String> labels) {
    pods++;
    endpoints.put(
        name, Endpoint.pod("10.244.0." + pods, new Pod(namespace, serviceAccount, labels)));
  }

  private void host(String name, String address) {
    endpoints.put(name, Endpoint.host(address));
  }

  private static Map<String, String> named(String name) {
    return Map.of("app.kubernetes.io/name", name);
  }
}
