package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.LongLivedTokens;
import io.sealbridge.k8sauth.objects.Reviewer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out about clusters what their set-ups need, and asks for nothing else. */
final class Facts {
  private static final URI FROM_INSIDE = URI.create("https://kubernetes.default.svc");

  private final AccessDescription description;
  private final ClusterConnections connections;

  Facts(AccessDescription description, ClusterConnections connections) {
    this.description = description;
    this.connections = connections;
  }

  /** As they are now: without the reviewer's token, if the cluster has not made it. */
  ClusterFacts of(ClusterSection cluster) {
    return switch (description.setup(cluster)) {
      case OWN_TOKEN ->
          new ClusterFacts(
              cluster.apiServer().orElse(FROM_INSIDE), "", "", List.of(), Optional.empty());
      case REVIEWER_TOKEN, AUTO -> {
        ClusterApi api = connections.to(cluster);
        yield reviewed(
            cluster,
            api,
            api.longLivedTokens()
                .read(
                    cluster.reviewerNamespace(),
                    cluster.reviewerServiceAccount(),
                    Reviewer.secretName(cluster)));
      }
      case CLIENT_TOKEN, OIDC_DISCOVERY, PINNED_KEYS -> unreviewed(cluster);
    };
  }

  /** With the reviewer's token, for which the cluster gets up to {@code limit}. */
  ClusterFacts awaited(ClusterSection cluster, Duration limit) {
    ClusterApi api = connections.to(cluster);
    return reviewed(
        cluster,
        api,
        Optional.of(
            api.longLivedTokens()
                .await(
                    cluster.reviewerNamespace(),
                    cluster.reviewerServiceAccount(),
                    Reviewer.secretName(cluster),
                    limit)));
  }

  private ClusterFacts unreviewed(ClusterSection cluster) {
    ClusterApi api = connections.to(cluster);
    Setup setup = description.setup(cluster);
    String issuer = setup.isJwt() ? api.issuer() : "";
    return new ClusterFacts(
        address(cluster, api),
        setup == Setup.OIDC_DISCOVERY
            ? IssuerAuthority.of(cluster, api, issuer)
            : api.certificateAuthority().orElse(""),
        issuer,
        setup == Setup.PINNED_KEYS ? PublicKeys.pem(api.jwks()) : List.of(),
        Optional.empty());
  }

  private ClusterFacts reviewed(
      ClusterSection cluster, ClusterApi api, Optional<LongLivedTokens.Made> made) {
    return new ClusterFacts(
        address(cluster, api),
        authorities(
            api.certificateAuthority().orElse(""),
            made.map(LongLivedTokens.Made::authority).orElse("")),
        "",
        List.of(),
        made.map(token -> new HiddenText(token.token().value())));
  }

  /**
   * Both: the kubeconfig's is that of the address that it names, which may be a proxy's; the
   * cluster's own is that of every other address.
   */
  private static String authorities(String kubeconfigs, String clusters) {
    String first = kubeconfigs.strip();
    String second = clusters.strip();
    return first.contains(second)
        ? first + "\n"
        : second.contains(first) ? second + "\n" : first + "\n" + second + "\n";
  }

  private URI address(ClusterSection cluster, ClusterApi api) {
    return cluster
        .apiServer()
        .orElseGet(
            () -> description.vault().runsIn(cluster) ? FROM_INSIDE : URI.create(api.address()));
  }
}
