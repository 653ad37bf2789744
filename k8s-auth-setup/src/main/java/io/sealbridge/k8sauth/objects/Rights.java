package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import java.util.ArrayList;
import java.util.List;

/** What Vault's set-ups need in RBAC, and no more. */
final class Rights {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String REVIEW = "token-review";
  private static final String DISCOVERY = "system:service-account-issuer-discovery";

  private Rights() {}

  /**
   * To make TokenReviews. {@code system:auth-delegator} would also allow to ask what anybody may
   * do, which Vault never does. Namespaces are read only where a role goes by their labels.
   */
  static ClusterRole review(AccessDescription description, ClusterSection cluster) {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(rule("authentication.k8s.io", "tokenreviews", "create"));
    if (goesByLabels(description, cluster)) {
      rules.add(rule("", "namespaces", "get"));
    }
    return new ClusterRoleBuilder()
        .withMetadata(Ownership.clusterWide(REVIEW, description, cluster))
        .withRules(rules)
        .build();
  }

  static ClusterRoleBinding reviewBinding(
      AccessDescription description, ClusterSection cluster, List<Subject> reviewers) {
    return binding(
        REVIEW,
        Ownership.clusterWide(REVIEW, description, cluster).getName(),
        description,
        cluster,
        reviewers);
  }

  /** Vault reads issuer and keys without a token; both are public by their nature. */
  static ClusterRoleBinding anonymousDiscovery(
      AccessDescription description, ClusterSection cluster) {
    return binding(
        "issuer-discovery",
        DISCOVERY,
        description,
        cluster,
        List.of(Subjects.group("system:unauthenticated")));
  }

  static boolean isDiscovery(ClusterRoleBinding binding) {
    return binding.getRoleRef().getName().equals(DISCOVERY);
  }

  private static ClusterRoleBinding binding(
      String name,
      String role,
      AccessDescription description,
      ClusterSection cluster,
      List<Subject> subjects) {
    return new ClusterRoleBindingBuilder()
        .withMetadata(Ownership.clusterWide(name, description, cluster))
        .withNewRoleRef(RBAC, "ClusterRole", role)
        .withSubjects(subjects)
        .build();
  }

  private static boolean goesByLabels(AccessDescription description, ClusterSection cluster) {
    return description.roles().stream()
        .filter(role -> description.cluster(role.cluster()).equals(cluster))
        .anyMatch(role -> !role.namespaceLabels().isEmpty());
  }

  private static PolicyRule rule(String group, String resource, String verb) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(verb)
        .build();
  }
}
