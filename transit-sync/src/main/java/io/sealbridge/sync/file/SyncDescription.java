package io.sealbridge.sync.file;

import io.sealbridge.configuration.Setting;
import java.util.List;

/** The whole file. */
public record SyncDescription(
    @Setting("The bridges that hold the seal keys.") BridgeSection bridge,
    @Setting(value = "The clusters that these bridges unseal.", atLeastOne = true)
        List<ClusterSection> clusters) {

  public SyncDescription {
    clusters = List.copyOf(clusters);
    List<String> names = clusters.stream().map(ClusterSection::name).toList();
    Checks.unique("clusters", "name", names);
  }

  /** The seal keys, each once, in the order of the file. */
  public List<String> keys() {
    return clusters.stream().map(ClusterSection::key).distinct().toList();
  }
}
