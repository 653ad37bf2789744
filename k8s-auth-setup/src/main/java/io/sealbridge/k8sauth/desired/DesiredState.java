package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.SecretEngineSection;
import io.sealbridge.k8sauth.vault.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that Vault should hold, in the order in which it has to be made: engines, auth methods, their
 * configurations, policies, and roles last, so that no login ever gets a policy that is not there.
 */
public final class DesiredState {
  private DesiredState() {}

  /**
   * The objects that {@code description} asks for.
   *
   * @param facts of each cluster, by its name
   */
  public static List<Wanted> of(AccessDescription description, Map<String, ClusterFacts> facts) {
    List<Wanted> wanted = new ArrayList<>();
    description.secretEngines().forEach(engine -> wanted.add(engine(engine)));
    for (ClusterSection cluster : description.clusters()) {
      wanted.add(method(description, cluster));
    }
    for (ClusterSection cluster : description.clusters()) {
      ClusterFacts known = facts.get(cluster.name());
      if (known == null) {
        throw new IllegalArgumentException("nothing is known of the cluster " + cluster.name());
      }
      wanted.add(AuthConfigs.of(description.setup(cluster), cluster.mount(), known));
    }
    description.policies().forEach(policy -> wanted.add(Policies.of(policy)));
    List<ConsumerSection> own =
        description.consumers().stream().filter(consumer -> consumer.role().isEmpty()).toList();
    own.forEach(consumer -> wanted.add(Policies.of(description, consumer)));
    description.roles().forEach(role -> wanted.add(Roles.of(description, role)));
    own.forEach(consumer -> wanted.add(Roles.of(description, Roles.ownRole(consumer))));
    return List.copyOf(wanted);
  }

  private static Wanted engine(SecretEngineSection engine) {
    return new Wanted(
        new Place.SecretEngine(engine.path()),
        Map.of(
            "type",
            "kv",
            "description",
            engine.description(),
            "options",
            Map.of("version", Integer.toString(engine.version()))));
  }

  private static Wanted method(AccessDescription description, ClusterSection cluster) {
    return new Wanted(
        new Place.AuthMethod(cluster.mount()),
        Map.of(
            "type",
            description.setup(cluster).isJwt() ? "jwt" : "kubernetes",
            "description",
            "pods of " + cluster.name()));
  }
}
