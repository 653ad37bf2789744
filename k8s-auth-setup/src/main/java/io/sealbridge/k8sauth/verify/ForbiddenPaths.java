package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.SecretSection;
import io.sealbridge.k8sauth.desired.SecretPaths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
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
    SequencedSet<String> own = paths(description, secrets(target));
    List<String> others =
        paths(
                description,
                description.consumers().stream().flatMap(c -> c.secrets().stream()).toList())
            .stream()
            .filter(path -> !own.contains(path))
            .filter(path -> !allowed.covers(path))
            .limit(MOST)
            .toList();
    List<String> all = new ArrayList<>(others);
    Stream<SecretSection> nobodys =
        secrets(target).stream()
            .map(SecretSection::engine)
            .distinct()
            .map(engine -> new SecretSection(engine, NOBODYS));
    Stream.concat(paths(description, nobodys.toList()).stream(), Stream.of("sys/mounts"))
        .filter(path -> !allowed.covers(path))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static List<SecretSection> secrets(RoleTarget target) {
    return target.consumers().stream().flatMap(consumer -> consumer.secrets().stream()).toList();
  }

  private static SequencedSet<String> paths(
      AccessDescription description, List<SecretSection> secrets) {
    SequencedSet<String> paths = new LinkedHashSet<>();
    secrets.forEach(secret -> paths.add(SecretPaths.of(description, secret)));
    return paths;
  }
}
