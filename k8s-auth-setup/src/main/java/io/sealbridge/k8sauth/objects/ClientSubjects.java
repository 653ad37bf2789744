package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.RoleSection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Who logs in to a cluster's mount, as RBAC names it. {@code *} in a namespace is the group of that
 * namespace's accounts, which is exactly they. RBAC has no other patterns, and a larger group would
 * be more than was asked for: the file is refused if it has them with {@code client-token}.
 */
final class ClientSubjects {
  private ClientSubjects() {}

  static List<Subject> of(AccessDescription description, ClusterSection cluster) {
    SequencedSet<Subject> subjects = new LinkedHashSet<>();
    description.roles().stream()
        .filter(role -> description.cluster(role.cluster()).equals(cluster))
        .forEach(role -> subjects.addAll(of(role)));
    description.consumers().stream()
        .filter(consumer -> description.cluster(consumer.cluster()).equals(cluster))
        .forEach(
            consumer ->
                subjects.add(
                    Subjects.serviceAccount(consumer.namespace(), consumer.serviceAccount())));
    return List.copyOf(subjects);
  }

  private static List<Subject> of(RoleSection role) {
    return role.namespaces().stream()
        .flatMap(
            namespace ->
                role.serviceAccounts().stream().map(account -> subject(namespace, account)))
        .toList();
  }

  private static Subject subject(String namespace, String account) {
    return account.equals("*")
        ? Subjects.group("system:serviceaccounts:" + namespace)
        : Subjects.serviceAccount(namespace, account);
  }
}
