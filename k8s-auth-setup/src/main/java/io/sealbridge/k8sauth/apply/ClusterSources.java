package io.sealbridge.k8sauth.apply;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How this tool reaches the clusters of the file. */
final class ClusterSources {
  private ClusterSources() {}

  static ClusterSource of(ClusterSection cluster, Map<String, String> environment) {
    Optional<Path> file =
        cluster
            .kubeconfig()
            .or(() -> Optional.ofNullable(environment.get("KUBECONFIG")).map(Path::of));
    if (file.isPresent()) {
      return new ClusterSource.Kubeconfig(file.get(), cluster.context());
    }
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return ClusterSource.InCluster.ofThisPod();
    }
    Path home = Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config");
    if (!Files.exists(home)) {
      throw new ConfigurationException(
          "cluster %s: there is no kubeconfig (looked for kubeconfig in the file, KUBECONFIG and %s)"
              .formatted(cluster.name(), home));
    }
    return new ClusterSource.Kubeconfig(home, cluster.context());
  }
}
