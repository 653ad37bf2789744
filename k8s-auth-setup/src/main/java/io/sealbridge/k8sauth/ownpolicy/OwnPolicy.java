package io.sealbridge.k8sauth.ownpolicy;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.RoleSection;
import io.sealbridge.k8sauth.access.SecretEngineSection;
import io.sealbridge.k8sauth.access.TokenType;
import io.sealbridge.k8sauth.desired.DeclaredRoles;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The least that a token of this tool's own must be allowed, to plan, apply and verify one
 * description of access. With less than any one of these lines something fails on a server that has
 * nothing of it yet.
 */
public final class OwnPolicy {
  private static final String LEFTOVERS = "what this owner made and the file names no more";

  private final List<PolicyLine> lines = new ArrayList<>();

  private OwnPolicy() {}

  /**
   * In the order of use.
   *
   * @param prune whether leftovers may be removed, and not only seen
   */
  public static List<PolicyLine> lines(AccessDescription description, boolean prune) {
    OwnPolicy policy = new OwnPolicy();
    policy.inventory(description.owner());
    description.secretEngines().forEach(policy::engine);
    description.clusters().forEach(cluster -> policy.method(cluster, prune));
    policy.policies(description, prune);
    if (DeclaredRoles.of(description).stream().anyMatch(OwnPolicy::cannotEndItself)) {
      policy.line(
          "auth/token/revoke-accessor", "verify: ends logins that cannot end themselves", "update");
    }
    return List.copyOf(policy.lines);
  }

  /** In HCL, with a comment on what each line is for. */
  public static String text(AccessDescription description, boolean prune) {
    StringBuilder text =
        new StringBuilder(
            """
            # What k8s-auth-setup needs for the owner %s of this description of access. Whoever has this
            # policy decides who reads what: guard its token as you guard what it gives access to.
            """
                .formatted(description.owner()));
    for (PolicyLine line : lines(description, prune)) {
      text.append("\n# ").append(line.reason()).append('\n').append(line.text()).append('\n');
    }
    return text.toString();
  }

  private void inventory(String owner) {
    String mount = InventoryEngine.DEFAULT_MOUNT;
    line("sys/auth", "which auth methods there are", "read");
    line("sys/mounts", "which engines there are", "read");
    line("sys/mounts/" + mount, "makes the engine of the inventory", "update");
    line(mount + "/config", "waits until that engine is ready", "read");
    line(mount + "/data/" + owner, "what this owner made", "create", "read", "update");
    line(mount + "/metadata/" + owner, "whether an inventory was deleted", "read");
    line(
        mount + "/data/locks/" + owner,
        "keeps out a second run for this owner",
        "create",
        "read",
        "update");
    line(mount + "/metadata/locks/" + owner, "whether a lock was deleted", "read");
  }

  private void engine(SecretEngineSection engine) {
    line(
        new Place.SecretEngine(engine.path()).path(),
        "makes the engine " + engine.path() + "/",
        "update");
  }

  private void method(ClusterSection cluster, boolean prune) {
    String mount = cluster.mount();
    line(
        new Place.AuthMethod(mount).path(),
        "makes the auth method of cluster " + cluster.name(),
        "update",
        "sudo");
    line(new Place.AuthConfig(mount).path(), "configures it", "create", "read", "update");
    String roles = new Place.Role(mount, "*").path();
    if (prune) {
      line(roles, "its roles, also " + LEFTOVERS, "create", "read", "update", "delete");
    } else {
      line(roles, "its roles", "create", "read", "update");
    }
  }

  private void policies(AccessDescription description, boolean prune) {
    for (String name : new TreeSet<>(description.policyNames())) {
      String path = new Place.Policy(name).path();
      if (prune) {
        // Once the file names it no more it is a leftover, and this line hides the pattern's below.
        line(path, "writes, later removes the policy " + name, "read", "update", "delete");
      } else {
        line(path, "writes the policy " + name, "read", "update");
      }
    }
    String others = new Place.Policy("*").path();
    if (prune) {
      line(others, "removes " + LEFTOVERS, "read", "delete");
    } else {
      line(others, "sees " + LEFTOVERS, "read");
    }
  }

  private static boolean cannotEndItself(RoleSection role) {
    return !role.defaultPolicy() && role.tokenType() != TokenType.BATCH;
  }

  private void line(String path, String reason, String... capabilities) {
    lines.add(new PolicyLine(path, List.of(capabilities), reason));
  }
}
