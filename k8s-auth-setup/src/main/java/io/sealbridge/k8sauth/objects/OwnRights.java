package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.sealbridge.k8sauth.kubernetes.AccessRule;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What the user of this tool has to be allowed for the objects that it makes. */
public final class OwnRights {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> VERBS = List.of("get", "create", "patch");
  private static final List<String> DISCOVERY =
      List.of(
          "/.well-known/openid-configuration",
          "/.well-known/openid-configuration/",
          "/openid/v1/jwks",
          "/openid/v1/jwks/");

  private OwnRights() {}

  /**
   * To make and to change {@code wanted}. Who gives a right away in RBAC has to have it, so those
   * that the objects give are among them.
   */
  public static List<AccessRule> toMake(String cluster, List<? extends HasMetadata> wanted) {
    SequencedSet<AccessRule> rules = new LinkedHashSet<>();
    for (HasMetadata object : wanted) {
      ClusterPlace place = ClusterPlaces.of(cluster, object);
      VERBS.forEach(verb -> rules.add(rule(verb, place)));
      rules.addAll(given(object));
    }
    return List.copyOf(rules);
  }

  /** To remove what is at {@code places}. */
  public static List<AccessRule> toRemove(List<ClusterPlace> places) {
    return places.stream().map(place -> rule("delete", place)).distinct().toList();
  }

  private static AccessRule rule(String verb, ClusterPlace place) {
    return switch (place.kind()) {
      case SERVICE_ACCOUNT -> core(verb, "serviceaccounts", place.namespace());
      case SECRET -> core(verb, "secrets", place.namespace());
      case CLUSTER_ROLE -> AccessRule.clusterWide(verb, RBAC, "clusterroles");
      case CLUSTER_ROLE_BINDING -> AccessRule.clusterWide(verb, RBAC, "clusterrolebindings");
    };
  }

  private static AccessRule core(String verb, String resource, Optional<String> namespace) {
    return new AccessRule.OnResource(verb, "", resource, namespace);
  }

  private static List<AccessRule> given(HasMetadata object) {
    return switch (object) {
      case ClusterRole role ->
          role.getRules().stream()
              .map(
                  rule ->
                      AccessRule.clusterWide(
                          rule.getVerbs().getFirst(),
                          rule.getApiGroups().getFirst(),
                          rule.getResources().getFirst()))
              .toList();
      case ClusterRoleBinding binding when Rights.isDiscovery(binding) ->
          DISCOVERY.stream().<AccessRule>map(path -> new AccessRule.OnPath("get", path)).toList();
      default -> List.of();
    };
  }
}
