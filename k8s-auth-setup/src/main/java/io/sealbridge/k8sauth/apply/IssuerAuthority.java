package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.discovery.Issuer;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** By which authorities Vault trusts the issuer of a cluster's tokens. */
final class IssuerAuthority {
  private IssuerAuthority() {}

  /** PEM; empty for those of Vault's system, by which the issuers of clouds are trusted. */
  static String of(ClusterSection cluster, ClusterApi api, String issuer) {
    return cluster
        .issuerCaFile()
        .map(file -> read(cluster, file))
        .orElseGet(
            () -> isApiServer(cluster, api, issuer) ? api.certificateAuthority().orElse("") : "");
  }

  private static boolean isApiServer(ClusterSection cluster, ClusterApi api, String issuer) {
    Optional<String> host = Issuer.host(issuer);
    return Issuer.isInside(issuer)
        || host.equals(Issuer.host(api.address()))
        || (cluster.apiServer().isPresent()
            && host.equals(Optional.of(cluster.apiServer().get().getHost())));
  }

  private static String read(ClusterSection cluster, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new PlanException(
          "cluster %s: issuerCaFile %s was not read (%s): name a readable file of certificates in PEM"
              .formatted(cluster.name(), file, e));
    }
  }
}
