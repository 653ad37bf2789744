package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.RoleSection;
import java.util.ArrayList;
import java.util.List;

/** The roles that a description makes. */
public final class DeclaredRoles {
  private DeclaredRoles() {}

  /** Those that it lists, then those of consumers that name none. */
  public static List<RoleSection> of(AccessDescription description) {
    List<RoleSection> roles = new ArrayList<>(description.roles());
    description.consumers().stream()
        .filter(consumer -> consumer.role().isEmpty())
        .map(Roles::ownRole)
        .forEach(roles::add);
    return List.copyOf(roles);
  }

  /** The name of the role that {@code consumer} logs in with. */
  public static String nameFor(ConsumerSection consumer) {
    return consumer.role().orElse(consumer.name());
  }
}
