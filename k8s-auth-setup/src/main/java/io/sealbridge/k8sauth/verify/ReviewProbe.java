package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.VaultSection;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import io.sealbridge.k8sauth.kubernetes.ReviewOutcome;
import io.sealbridge.k8sauth.kubernetes.TokenRequests;
import io.sealbridge.k8sauth.kubernetes.TokenSecret;
import io.sealbridge.k8sauth.objects.Reviewer;
import java.net.URI;
import java.util.Optional;

/** Makes the TokenReview that Vault makes at a login, as near to Vault's own as can be had here. */
final class ReviewProbe {
  private final AccessDescription description;
  private final ClusterSection cluster;
  private final ClusterApi api;

  ReviewProbe(AccessDescription description, ClusterSection cluster, ClusterApi api) {
    this.description = description;
    this.cluster = cluster;
    this.api = api;
  }

  /** Whom Vault asks with, and the token of it, if that can be had. */
  private record Asker(String name, Optional<BearerToken> token) {}

  /** A review of {@code token}; nothing if nobody is there who may review. */
  Optional<Probe> probe(SeenConfig config, BearerToken token, String audience) {
    Asker asker = asker(token);
    if (isReachableFromHere(config.host())) {
      ReviewOutcome outcome = reviewAtVaults(config, asker.token().orElse(token), token, audience);
      boolean saysSomething =
          asker.token().isPresent()
              || outcome instanceof ReviewOutcome.Unreachable
              || outcome instanceof ReviewOutcome.TlsFailed;
      if (saysSomething) {
        return Optional.of(new Probe(asker.name(), config.host(), true, outcome));
      }
    }
    if (asker.token().isPresent()) {
      ReviewOutcome outcome = api.reviews().reviewAs(asker.token().get(), token, audience);
      return Optional.of(new Probe(asker.name(), api.address(), false, outcome));
    }
    ReviewOutcome outcome = api.reviews().review(token, audience);
    return outcome instanceof ReviewOutcome.ReviewerRefused
        ? Optional.empty()
        : Optional.of(new Probe("the user of this tool", api.address(), false, outcome));
  }

  private ReviewOutcome reviewAtVaults(
      SeenConfig config, BearerToken asker, BearerToken token, String audience) {
    Optional<String> authority =
        Optional.of(config.authority()).filter(pem -> !pem.isBlank()).or(api::certificateAuthority);
    try (ClusterApi asVault =
        ClusterApi.open(new ClusterSource.Server(URI.create(config.host()), authority, asker))) {
      return asVault.reviews().review(token, audience);
    }
  }

  /** Names of Services are known in the cluster only. */
  private static boolean isReachableFromHere(String host) {
    try {
      String name = Optional.ofNullable(URI.create(host).getHost()).orElse("");
      return !name.isEmpty()
          && !name.endsWith(".svc")
          && !name.endsWith(".cluster.local")
          && !name.equals("kubernetes.default")
          && !name.equals("kubernetes");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Asker asker(BearerToken client) {
    VaultSection vault = description.vault();
    return switch (description.setup(cluster)) {
      case CLIENT_TOKEN -> new Asker("the pod's own token", Optional.of(client));
      case OWN_TOKEN ->
          asker("Vault's own ServiceAccount", vault.podNamespace(), vault.podServiceAccount());
      case REVIEWER_TOKEN, AUTO -> reviewer();
      case OIDC_DISCOVERY, PINNED_KEYS -> new Asker("nobody", Optional.empty());
    };
  }

  private Asker reviewer() {
    String namespace = cluster.reviewerNamespace();
    String account = cluster.reviewerServiceAccount();
    try {
      Optional<BearerToken> kept =
          api.accounts()
              .tokenSecret(namespace, Reviewer.secretName(cluster))
              .flatMap(TokenSecret::token);
      if (kept.isPresent()) {
        return new Asker("the reviewer " + new Account(namespace, account), kept);
      }
    } catch (ClusterException _) {
      // Reading Secrets is more than this tool needs to be allowed; a new token does as well.
    }
    return asker("the reviewer", namespace, account);
  }

  private Asker asker(String who, String namespace, String account) {
    String name = who + " " + new Account(namespace, account);
    try {
      return new Asker(
          name,
          Optional.of(
              api.tokenRequests()
                  .token(namespace, account, Optional.empty(), TokenRequests.SHORTEST)));
    } catch (ClusterException _) {
      // Not there, or not ours to ask for: the review is made with this tool's own rights then.
      return new Asker(name, Optional.empty());
    }
  }
}
