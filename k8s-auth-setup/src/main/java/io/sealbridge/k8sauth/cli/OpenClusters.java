package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.apply.ClusterSources;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import java.util.LinkedHashMap;
import java.util.Map;

/** The APIs of all clusters of a file, by their names there. */
record OpenClusters(Map<String, ClusterApi> byName) implements AutoCloseable {
  OpenClusters {
    byName = Map.copyOf(byName);
  }

  static OpenClusters of(AccessDescription description, Map<String, String> environment) {
    Map<String, ClusterApi> open = new LinkedHashMap<>();
    for (ClusterSection cluster : description.clusters()) {
      open.put(cluster.name(), ClusterSources.open(cluster, environment));
    }
    return new OpenClusters(open);
  }

  @Override
  public void close() {
    byName.values().forEach(ClusterApi::close);
  }
}
