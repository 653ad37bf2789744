package io.sealbridge.k8sauth.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Names that stand for something elsewhere in the file. */
final class References {
  private References() {}

  static void check(
      List<ClusterSection> clusters, List<RoleSection> roles, List<ConsumerSection> consumers) {
    List<String> names = clusters.stream().map(ClusterSection::name).toList();
    Set<String> made = new HashSet<>();
    for (int i = 0; i < roles.size(); i++) {
      cluster("roles[" + i + "].cluster", roles.get(i).cluster(), names);
      labels("roles[" + i + "]", roles.get(i), clusters);
      patterns("roles[" + i + "]", roles.get(i), clusters);
      made(made, roles.get(i).cluster(), roles.get(i).name());
    }
    for (int i = 0; i < consumers.size(); i++) {
      ConsumerSection consumer = consumers.get(i);
      cluster("consumers[" + i + "].cluster", consumer.cluster(), names);
      if (consumer.role().isPresent()) {
        Names.known("consumers[" + i + "].role", consumer.role().get(), rolesOf(roles, consumer));
      } else {
        made(made, consumer.cluster(), consumer.name());
      }
    }
  }

  private static List<String> rolesOf(List<RoleSection> roles, ConsumerSection consumer) {
    return roles.stream()
        .filter(role -> role.cluster().equals(consumer.cluster()))
        .map(RoleSection::name)
        .toList();
  }

  private static void cluster(String property, Optional<String> name, List<String> known) {
    if (name.isPresent()) {
      Names.known(property, name.get(), known);
    } else if (known.size() > 1) {
      throw new IllegalArgumentException(
          property + " must name one of the clusters " + String.join(", ", known));
    }
  }

  private static boolean isIn(
      RoleSection section, List<ClusterSection> clusters, Predicate<Setup> setup) {
    return clusters.stream()
        .filter(cluster -> section.cluster().map(cluster.name()::equals).orElse(true))
        .anyMatch(cluster -> setup.test(cluster.setup()));
  }

  /** With client-token, each account that logs in needs a right of its own, and RBAC has names. */
  private static void patterns(String role, RoleSection section, List<ClusterSection> clusters) {
    if (!isIn(section, clusters, Setup.CLIENT_TOKEN::equals)) {
      return;
    }
    boolean namespaces = section.namespaces().stream().anyMatch(name -> name.contains("*"));
    if (namespaces || !section.namespaceLabels().isEmpty()) {
      throw new IllegalArgumentException(
          role
              + " has client-token as its cluster's setup: list its namespaces by name, without"
              + " patterns and namespaceLabels, because each account needs a right to review"
              + " tokens and RBAC takes names only; or take reviewer-token");
    }
    section.serviceAccounts().stream()
        .filter(name -> name.contains("*") && !name.equals("*"))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  role
                      + ".serviceAccounts has the pattern "
                      + name
                      + ", which RBAC cannot give a right to review tokens, as client-token needs:"
                      + " list the names, say * for all of the namespace, or take reviewer-token");
            });
  }

  private static void labels(String role, RoleSection section, List<ClusterSection> clusters) {
    boolean jwt = isIn(section, clusters, Setup::isJwt);
    if (jwt && !section.namespaceLabels().isEmpty()) {
      throw new IllegalArgumentException(
          role
              + ".namespaceLabels cannot be checked with oidc-discovery or pinned-keys: a token does"
              + " not hold the labels of its namespace; list the namespaces");
    }
  }

  private static void made(Set<String> made, Optional<String> cluster, String role) {
    List<String> key = new ArrayList<>(cluster.stream().toList());
    key.add(role);
    if (!made.add(String.join("/", key))) {
      throw new IllegalArgumentException(
          "the role "
              + role
              + " is described twice; a consumer without a role makes one of its own"
              + " name");
    }
  }
}
