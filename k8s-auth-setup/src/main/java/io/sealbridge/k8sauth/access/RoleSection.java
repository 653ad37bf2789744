package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which ServiceAccounts get which policies. */
public record RoleSection(
    @Setting("Its name.") String name,
    @Setting("The cluster of its pods; must be given if there are several.")
        Optional<String> cluster,
    @Setting(
            value = "Names of ServiceAccounts; patterns such as shop-* are taken.",
            atLeastOne = true)
        List<String> serviceAccounts,
    @Setting("Namespaces; patterns are taken.") List<String> namespaces,
    @Setting("Labels of namespaces that count as listed; not with oidc-discovery and pinned-keys.")
        Map<String, String> namespaceLabels,
    @Setting("Policies that a login gets.") List<String> policies,
    @Setting("Audience of the tokens. Default: the cluster's.") Optional<String> audience,
    @Setting(value = "How long a login counts.", byDefault = "1h") Duration ttl,
    @Setting(value = "How long it may be renewed.", byDefault = "24h") Duration maxTtl,
    @Setting("Networks from which a login counts.") List<String> boundCidrs,
    @Setting(value = "Whether the policy default comes with it.", byDefault = "true")
        boolean defaultPolicy,
    @Setting(value = "service or batch.", byDefault = "service") TokenType tokenType) {

  private static final Duration LONGEST = Duration.ofDays(365);

  public RoleSection {
    Names.require("name", name);
    serviceAccounts = List.copyOf(serviceAccounts);
    namespaces = List.copyOf(namespaces);
    namespaceLabels = Map.copyOf(namespaceLabels);
    policies = List.copyOf(policies);
    boundCidrs = List.copyOf(boundCidrs);
    if (serviceAccounts.isEmpty()) {
      throw new IllegalArgumentException(
          "role " + name + ": serviceAccounts must list at least one");
    }
    if (namespaces.isEmpty() && namespaceLabels.isEmpty()) {
      throw new IllegalArgumentException(
          "role " + name + " must have namespaces or namespaceLabels");
    }
    if (serviceAccounts.contains("*") && namespaces.contains("*")) {
      throw new IllegalArgumentException(
          "role "
              + name
              + " lets every pod of the cluster in: serviceAccounts and namespaces are both *");
    }
    alone(name, "serviceAccounts", serviceAccounts);
    alone(name, "namespaces", namespaces);
    Durations.within("ttl", ttl, Duration.ofSeconds(10), LONGEST);
    Durations.within("maxTtl", maxTtl, ttl, LONGEST);
  }

  private static void alone(String role, String property, List<String> names) {
    if (names.contains("*") && names.size() > 1) {
      throw new IllegalArgumentException(
          "role " + role + ": " + property + " has * and other names; Vault takes * alone");
    }
  }
}
