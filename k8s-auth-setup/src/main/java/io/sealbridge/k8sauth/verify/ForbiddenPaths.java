package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.SecretSection;
import io.sealbridge.k8sauth.desired.SecretPaths;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths that a role has no business with. Pure. */
final class ForbiddenPaths {
  /** In a file of thousands of secrets, those of some others stand for all others. */
  private static final int MOST = 20;

  private static final String NOBODYS = "k8s-auth-setup/nobody-reads-this";

  private ForbiddenPaths() {}

  /**
   * Other consumers' secrets, a path in each of the role's engines that nobody has, and one of
   * Vault's own, as far as {@code allowed} covers none of them.
   */
  static List<String> of(AccessDescription description, RoleTarget target, PolicyPaths allowed) {
    Set<String> own = paths(description, target.consumers()).collect(Collectors.toSet());
    Stream<String> others =
        paths(description, description.consumers())
            .filter(path -> !own.contains(path) && !allowed.covers(path))
            .distinct()
            .limit(MOST);
    Stream<String> nobodys =
        target.consumers().stream()
            .flatMap(consumer -> consumer.secrets().stream())
            .map(secret -> new SecretSection(secret.engine(), NOBODYS))
            .map(secret -> SecretPaths.of(description, secret));
    return Stream.of(others, nobodys, Stream.of("sys/mounts"))
        .flatMap(paths -> paths)
        .filter(path -> !allowed.covers(path))
        .distinct()
        .toList();
  }

  private static Stream<String> paths(
      AccessDescription description, List<ConsumerSection> consumers) {
    return consumers.stream()
        .flatMap(consumer -> consumer.secrets().stream())
        .map(secret -> SecretPaths.of(description, secret));
  }
}
