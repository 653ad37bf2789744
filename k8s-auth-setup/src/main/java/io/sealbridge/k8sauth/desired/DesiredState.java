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
  private final AccessDescription description;
  private final List<Wanted> mounts;
  private final List<Wanted> rights;

  private DesiredState(AccessDescription description, List<Wanted> mounts, List<Wanted> rights) {
    this.description = description;
    this.mounts = mounts;
    this.rights = rights;
  }

  /** What {@code description} asks for, as far as it can be told without asking a cluster. */
  public static DesiredState of(AccessDescription description) {
    List<Wanted> mounts = new ArrayList<>();
    description.secretEngines().forEach(engine -> mounts.add(engine(engine)));
    description.clusters().forEach(cluster -> mounts.add(method(description, cluster)));
    List<Wanted> rights = new ArrayList<>();
    description.policies().forEach(policy -> rights.add(Policies.of(policy)));
    List<ConsumerSection> own =
        description.consumers().stream().filter(consumer -> consumer.role().isEmpty()).toList();
    own.forEach(consumer -> rights.add(Policies.of(description, consumer)));
    description.roles().forEach(role -> rights.add(Roles.of(description, role)));
    own.forEach(consumer -> rights.add(Roles.of(description, Roles.ownRole(consumer))));
    return new DesiredState(description, mounts, rights);
  }

  /**
   * The objects that {@code description} asks for.
   *
   * @param facts of each cluster, by its name
   */
  public static List<Wanted> of(AccessDescription description, Map<String, ClusterFacts> facts) {
    return of(description).with(facts);
  }

  /** Where all of them are. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    mounts.forEach(wanted -> places.add(wanted.place()));
    description.clusters().forEach(cluster -> places.add(new Place.AuthConfig(cluster.mount())));
    rights.forEach(wanted -> places.add(wanted.place()));
    return List.copyOf(places);
  }

  /**
   * All of them.
   *
   * @param facts of each cluster, by its name
   */
  public List<Wanted> with(Map<String, ClusterFacts> facts) {
    List<Wanted> wanted = new ArrayList<>(mounts);
    for (ClusterSection cluster : description.clusters()) {
      ClusterFacts known = facts.get(cluster.name());
      if (known == null) {
        throw new IllegalArgumentException("nothing is known of the cluster " + cluster.name());
      }
      wanted.add(configuration(description, cluster, known));
    }
    wanted.addAll(rights);
    return List.copyOf(wanted);
  }

  /** The configuration of the auth method of {@code cluster}. */
  public static Wanted configuration(
      AccessDescription description, ClusterSection cluster, ClusterFacts facts) {
    return AuthConfigs.of(description.setup(cluster), cluster.mount(), facts);
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
