package io.sealbridge.k8sauth.apply;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The API servers of the clusters of a file, each opened once. For many threads. */
public final class ClusterConnections implements AutoCloseable {
  private final Map<String, String> environment;
  private final Map<ClusterSource, ClusterApi> open = new ConcurrentHashMap<>();

  /** Opens nothing yet. */
  public ClusterConnections(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * That of {@code cluster}; closed with this.
   *
   * @throws ConfigurationException if it is said nowhere how to reach it
   */
  public ClusterApi to(ClusterSection cluster) {
    return open.computeIfAbsent(ClusterSources.of(cluster, environment), ClusterApi::open);
  }

  @Override
  public void close() {
    open.values().forEach(ClusterApi::close);
  }
}
