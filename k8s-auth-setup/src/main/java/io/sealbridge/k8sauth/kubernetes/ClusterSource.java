package io.sealbridge.k8sauth.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where it is written how to reach a cluster, and as whom. */
public sealed interface ClusterSource {

  /**
   * A kubeconfig file.
   *
   * @param context the one to use; the file's current one if there is none
   */
  record Kubeconfig(Path file, Optional<String> context) implements ClusterSource {}

  /**
   * What somebody else reaches the cluster with, such as Vault.
   *
   * @param authority certificates in PEM; those of the system if there are none
   */
  record Server(URI address, Optional<String> authority, BearerToken bearer)
      implements ClusterSource {}

  /**
   * The ServiceAccount of the pod that this runs in.
   *
   * @param folder with the files {@code token} and {@code ca.crt}
   * @param environment with {@code KUBERNETES_SERVICE_HOST} and {@code KUBERNETES_SERVICE_PORT}
   */
  record InCluster(Path folder, Map<String, String> environment) implements ClusterSource {
    public InCluster {
      environment = Map.copyOf(environment);
    }

    /** As the kubelet mounts it. */
    public static InCluster ofThisPod() {
      return new InCluster(
          Path.of("/var/run/secrets/kubernetes.io/serviceaccount"), System.getenv());
    }
  }
}
