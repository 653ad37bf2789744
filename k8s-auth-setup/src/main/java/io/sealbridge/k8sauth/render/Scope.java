package io.sealbridge.k8sauth.render;

import io.sealbridge.configuration.Durations;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.ManifestsSection;
import io.sealbridge.k8sauth.access.SealSection;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What manifests are made of: one cluster of a description, and the certificates that it names.
 *
 * @param vaultAuthorities PEM of whom pods believe Vault's certificate
 * @param bridgeAuthorities PEM of whom Vault believes the bridge's certificate
 */
public record Scope(
    AccessDescription description,
    ClusterSection cluster,
    Optional<String> vaultAuthorities,
    Optional<String> bridgeAuthorities) {

  /**
   * Reads the certificates.
   *
   * @throws io.sealbridge.configuration.ConfigurationException if a file cannot be read or holds
   *     something else than certificates
   */
  public static Scope of(AccessDescription description, ClusterSection cluster) {
    return new Scope(
        description,
        cluster,
        description.vault().caFile().map(file -> Certificates.read("vault.caFile", file)),
        description
            .seal()
            .flatMap(SealSection::caFile)
            .map(file -> Certificates.read("seal.caFile", file)));
  }

  /** Consumers whose pods run in the cluster. */
  public List<Workload> workloads() {
    return description.consumers().stream()
        .filter(consumer -> description.cluster(consumer.cluster()).equals(cluster))
        .map(consumer -> new Workload(this, consumer))
        .toList();
  }

  ManifestsSection manifests() {
    return description.manifests();
  }

  /** Vault's address as the cluster's pods reach it. */
  URI vaultAddress() {
    return manifests().vaultAddress().orElse(description.vault().address());
  }

  /** How often to look for another value of a secret, as Go writes durations. */
  String refresh() {
    return Durations.text(manifests().refresh());
  }

  /** Whether Vault's own pods are in this cluster. */
  boolean vaultRunsHere() {
    return description.vault().runsIn(cluster);
  }

  /** Whether logins go to an auth method of type {@code jwt} and not {@code kubernetes}. */
  boolean logsInByJwt() {
    return description.setup(cluster).isJwt();
  }
}
