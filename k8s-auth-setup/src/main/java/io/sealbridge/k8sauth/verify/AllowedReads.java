package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.desired.SecretPaths;
import io.sealbridge.vault.LoginOutcome;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the logins of a role may read, and what not. */
final class AllowedReads {
  private final AccessDescription description;
  private final RoleTarget target;
  private final Expected expected;
  private final VaultApi vault;

  AllowedReads(
      AccessDescription description, RoleTarget target, Expected expected, VaultApi vault) {
    this.description = description;
    this.target = target;
    this.expected = expected;
    this.vault = vault;
  }

  /**
   * Reads what the consumers with {@code account} read.
   *
   * @param refusals whether to try as well what no login of the role may read
   */
  List<Check> check(Account account, LoginOutcome.Accepted login, boolean refusals) {
    Reads reads = new Reads(login);
    List<Check> checks = new ArrayList<>();
    target.consumers().stream()
        .filter(consumer -> RoleTarget.accountOf(consumer).equals(account))
        .flatMap(consumer -> consumer.secrets().stream())
        .map(secret -> SecretPaths.of(description, secret))
        .distinct()
        .map(reads::wanted)
        .forEach(checks::add);
    if (refusals) {
      checks.addAll(unwanted(reads));
      checks.addAll(morePolicies(login));
    }
    return checks;
  }

  private List<Check> unwanted(Reads reads) {
    List<String> forbidden = ForbiddenPaths.of(description, target, allowed());
    return forbidden.isEmpty()
        ? List.of(
            Check.notTried(
                "refused",
                "nothing is left that the role may not read, or its policies cannot be read here"))
        : forbidden.stream().map(reads::unwanted).toList();
  }

  /** Of policies that the file does not make, the text that Vault has counts. */
  private PolicyPaths allowed() {
    List<String> texts = new ArrayList<>();
    for (String name : target.role().policies()) {
      texts.add(expected.policyText(name).orElseGet(() -> textInVault(name)));
    }
    return PolicyPaths.of(texts);
  }

  private String textInVault(String name) {
    try {
      return vault
          .read("sys/policies/acl/" + name)
          .map(data -> data.path("policy").asText())
          .orElse("");
    } catch (VaultException _) {
      return PolicyPaths.ANYTHING;
    }
  }

  private List<Check> morePolicies(LoginOutcome.Accepted login) {
    Set<String> more = new LinkedHashSet<>(login.policies());
    target.role().policies().forEach(more::remove);
    if (target.role().defaultPolicy()) {
      more.remove("default");
    }
    return more.isEmpty()
        ? List.of()
        : List.of(
            Check.finding(
                "policies",
                "a login also gets the policies %s, which the file does not give it: the role was changed, or a group in Vault's identities gives them"
                    .formatted(String.join(", ", more))));
  }
}
