package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import io.sealbridge.k8sauth.vault.Owner;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole file. Names that refer to each other have been checked. */
public record AccessDescription(
    @Setting(
            value =
                "Who owns what this file makes. Two files with different owners never remove each"
                    + " other's objects.",
            byDefault = "default")
        String owner,
    @Setting("The Vault or OpenBao to set up.") VaultSection vault,
    @Setting(value = "The clusters whose pods log in, at least one.", atLeastOne = true)
        List<ClusterSection> clusters,
    @Setting("KV engines that this file makes; others need not be named.")
        List<SecretEngineSection> secretEngines,
    @Setting("Policies, by rules, by file or by paths.") List<PolicySection> policies,
    @Setting("Who gets which policies.") List<RoleSection> roles,
    @Setting(
            "Workloads and the secrets that they read. One without a role gets a role and a policy"
                + " of its own name, for these secrets and nothing else.")
        List<ConsumerSection> consumers,
    @Setting(
            "Files in bank-vaults' format; what their policies, auth and secrets say is added to what"
                + " this file says.")
        List<Path> bankVaults,
    @Setting("What the command render has to know.") ManifestsSection manifests,
    @Setting("The seal of Vault itself, for the command render. Default: nothing is rendered.")
        Optional<SealSection> seal) {

  public AccessDescription {
    new Owner(owner);
    clusters = List.copyOf(clusters);
    secretEngines = List.copyOf(secretEngines);
    policies = List.copyOf(policies);
    roles = List.copyOf(roles);
    consumers = List.copyOf(consumers);
    bankVaults = List.copyOf(bankVaults);
    if (clusters.isEmpty()) {
      throw new IllegalArgumentException("clusters must list at least one cluster");
    }
    Names.unique("clusters", "name", clusters.stream().map(ClusterSection::name).toList());
    Names.unique("clusters", "mount", clusters.stream().map(ClusterSection::mount).toList());
    Names.unique(
        "secretEngines", "path", secretEngines.stream().map(SecretEngineSection::path).toList());
    Names.unique("policies", "name", policies.stream().map(PolicySection::name).toList());
    Names.unique("consumers", "name", consumers.stream().map(ConsumerSection::name).toList());
    List<String> names = clusters.stream().map(ClusterSection::name).toList();
    if (vault.cluster().isPresent()) {
      Names.known("vault.cluster", vault.cluster().get(), names);
    }
    References.check(clusters, roles, consumers);
    for (ClusterSection cluster : clusters) {
      if (cluster.setup() == Setup.OWN_TOKEN && !vault.runsIn(cluster)) {
        throw new IllegalArgumentException(
            "cluster %s has the setup own-token, but Vault does not run in it: say vault.cluster: %s or take reviewer-token"
                .formatted(cluster.name(), cluster.name()));
      }
    }
    NetworkReferences.check(clusters, vault, consumers);
  }

  /** The cluster of that name; the only one if there is one and none is named. */
  public ClusterSection cluster(Optional<String> name) {
    return clusters.stream()
        .filter(cluster -> name.map(cluster.name()::equals).orElse(true))
        .findFirst()
        .orElseThrow();
  }

  /** The consumers of {@code cluster} and the clients of its keys, as its network sees them. */
  public List<NetworkClient> networkClients(ClusterSection cluster) {
    return NetworkClient.of(cluster, consumers);
  }

  /** How Vault checks the tokens of {@code cluster}; never {@link Setup#AUTO}. */
  public Setup setup(ClusterSection cluster) {
    if (cluster.setup() != Setup.AUTO) {
      return cluster.setup();
    }
    return vault.runsIn(cluster) ? Setup.OWN_TOKEN : Setup.REVIEWER_TOKEN;
  }

  /** Policies that this file makes, those of consumers without a role included. */
  public Set<String> policyNames() {
    Set<String> names = new HashSet<>();
    policies.forEach(policy -> names.add(policy.name()));
    consumers.stream()
        .filter(consumer -> consumer.role().isEmpty())
        .forEach(consumer -> names.add(consumer.name()));
    return Set.copyOf(names);
  }
}
