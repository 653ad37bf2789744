package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out about clusters what their set-ups need, and asks for nothing else. */
final class Facts {
  private static final URI FROM_INSIDE = URI.create("https://kubernetes.default.svc");

  private final AccessDescription description;
  private final Map<String, String> environment;

  Facts(AccessDescription description, Map<String, String> environment) {
    this.description = description;
    this.environment = environment;
  }

  ClusterFacts of(ClusterSection cluster) {
    Setup setup = description.setup(cluster);
    if (setup == Setup.OWN_TOKEN) {
      URI host = cluster.apiServer().orElse(FROM_INSIDE);
      return new ClusterFacts(host, "", "", List.of(), Optional.empty());
    }
    try (ClusterApi api = ClusterSources.open(cluster, environment)) {
      return new ClusterFacts(
          cluster.apiServer().orElseGet(() -> address(cluster, api)),
          api.certificateAuthority().orElse(""),
          setup.isJwt() ? api.issuer() : "",
          setup == Setup.PINNED_KEYS ? PublicKeys.pem(api.jwks()) : List.of(),
          Optional.empty());
    }
  }

  private URI address(ClusterSection cluster, ClusterApi api) {
    return description.vault().runsIn(cluster) ? FROM_INSIDE : URI.create(api.address());
  }
}
