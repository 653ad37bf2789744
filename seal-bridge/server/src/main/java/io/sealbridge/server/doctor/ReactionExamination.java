package io.sealbridge.server.doctor;

import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ReplicaConfiguration;
import java.util.List;

/** Whether a stop can be proven on all replicas, and who may end it. */
public final class ReactionExamination {
  private ReactionExamination() {}

  public static List<Diagnosis> of(BridgeConfiguration configuration) {
    return List.of(thawKeys(configuration), replicas(configuration));
  }

  private static Diagnosis thawKeys(BridgeConfiguration configuration) {
    return configuration.thawKeys().isEmpty()
        ? Diagnosis.warn(
            "thaw keys",
            "none, so whoever can freeze a key can thaw it",
            "to part the two, name public keys of others in thawKeys, on every replica")
        : Diagnosis.ok("thaw keys", configuration.thawKeys().size() + " of which one must sign");
  }

  private static Diagnosis replicas(BridgeConfiguration configuration) {
    List<String> names = configuration.replicas().stream().map(ReplicaConfiguration::name).toList();
    if (names.isEmpty()) {
      return Diagnosis.warn(
          "replicas",
          "none is listed, so a freeze is proven on this machine only",
          "list all replicas with their management addresses in replicas");
    }
    return names.contains(configuration.node())
        ? Diagnosis.ok("replicas", String.join(", ", names))
        : Diagnosis.warn(
            "replicas",
            "this node, " + configuration.node() + ", is not listed",
            "list all replicas, this one included");
  }
}
