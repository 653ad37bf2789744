package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.RoleSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.DeclaredRoles;
import io.sealbridge.k8sauth.vault.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A role of the file, and who should log in with it. */
record RoleTarget(
    ClusterSection cluster, Setup setup, RoleSection role, List<ConsumerSection> consumers) {
  /** A role that lists many names and many namespaces stands for more than can be tried. */
  private static final int MOST_ACCOUNTS = 20;

  RoleTarget {
    consumers = List.copyOf(consumers);
  }

  /** All roles that {@code description} makes. */
  static List<RoleTarget> of(AccessDescription description) {
    Map<Place, List<ConsumerSection>> consumers =
        description.consumers().stream()
            .collect(
                Collectors.groupingBy(
                    consumer ->
                        place(
                            description.cluster(consumer.cluster()),
                            DeclaredRoles.nameFor(consumer))));
    return DeclaredRoles.of(description).stream()
        .map(
            role -> {
              ClusterSection cluster = description.cluster(role.cluster());
              return new RoleTarget(
                  cluster,
                  description.setup(cluster),
                  role,
                  consumers.getOrDefault(place(cluster, role.name()), List.of()));
            })
        .toList();
  }

  private static Place.Role place(ClusterSection cluster, String role) {
    return new Place.Role(cluster.mount(), role);
  }

  Place.Role place() {
    return place(cluster, role.name());
  }

  Subject subject() {
    return new Subject.OfRole(cluster.name(), cluster.mount(), role.name());
  }

  /** The accounts to try: those of consumers, then the others that are named, up to a number. */
  List<Account> accounts() {
    return allAccounts().limit(MOST_ACCOUNTS).toList();
  }

  long accountsLeftOut() {
    return Math.max(0, allAccounts().count() - MOST_ACCOUNTS);
  }

  private Stream<Account> allAccounts() {
    Stream<Account> named =
        role.namespaces().stream()
            .filter(namespace -> !Glob.isPattern(namespace))
            .flatMap(
                namespace ->
                    role.serviceAccounts().stream()
                        .filter(name -> !Glob.isPattern(name))
                        .map(name -> new Account(namespace, name)));
    return Stream.concat(consumers.stream().map(RoleTarget::accountOf), named).distinct();
  }

  static Account accountOf(ConsumerSection consumer) {
    return new Account(consumer.namespace(), consumer.serviceAccount());
  }

  /** Whether a workload of the file needs that account. */
  boolean isConsumers(Account account) {
    return consumers.stream().map(RoleTarget::accountOf).anyMatch(account::equals);
  }

  /** What the role names by patterns, as the file has them. */
  List<String> patterns() {
    Stream<String> labels =
        role.namespaceLabels().isEmpty() ? Stream.of() : Stream.of("namespaceLabels");
    return Stream.concat(
            Stream.concat(role.serviceAccounts().stream(), role.namespaces().stream())
                .filter(Glob::isPattern),
            labels)
        .toList();
  }

  /** Whether the file lets {@code account} in; with labels of namespaces, whether it may do so. */
  boolean admits(Account account) {
    return Glob.anyMatches(role.serviceAccounts(), account.name())
        && (!role.namespaceLabels().isEmpty()
            || Glob.anyMatches(role.namespaces(), account.namespace()));
  }

  /** The audience that a pod has to ask for; none asks for the API server's own. */
  Optional<String> audience() {
    return role.audience()
        .or(() -> setup == Setup.CLIENT_TOKEN ? Optional.empty() : Optional.of(cluster.audience()));
  }
}
