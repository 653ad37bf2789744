package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.TokenSecret;
import io.sealbridge.k8sauth.objects.Reviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the reviewer's token will count for good. */
final class ReviewerSecret {
  private static final String ID = "reviewer-secret";

  private final ClusterSection cluster;
  private final ClusterApi api;

  ReviewerSecret(ClusterSection cluster, ClusterApi api) {
    this.cluster = cluster;
    this.api = api;
  }

  List<Check> check() {
    try {
      return of(
          cluster.reviewerNamespace() + "/" + Reviewer.secretName(cluster),
          cluster.reviewerServiceAccount(),
          api.accounts().tokenSecret(cluster.reviewerNamespace(), Reviewer.secretName(cluster)));
    } catch (ClusterException e) {
      return List.of(
          Check.notTried(ID, "whether the reviewer's token ends was not seen: " + e.getMessage()));
    }
  }

  /** All that is wrong with it. Pure. */
  static List<Check> of(String name, String account, Optional<TokenSecret> secret) {
    if (secret.isEmpty()) {
      return List.of(
          Check.finding(
              ID,
              "there is no Secret %s with the reviewer's token; run apply, which makes it"
                  .formatted(name)));
    }
    List<Check> checks = new ArrayList<>();
    if (!secret.get().isKeptByTheCluster()) {
      checks.add(
          Check.finding(
              ID,
              "Secret %s is of type %s, so nobody keeps its token good: it ends one day, and every login with it; make it of type kubernetes.io/service-account-token"
                  .formatted(name, secret.get().type())));
    } else if (!secret.get().account().equals(account)) {
      checks.add(
          Check.finding(
              ID,
              "Secret %s is of ServiceAccount %s, not of the reviewer %s; run plan to see how it differs"
                  .formatted(name, secret.get().account(), account)));
    }
    checks.addAll(token(name, secret.get()));
    return checks.isEmpty()
        ? List.of(Check.ok(ID, "the token in Secret " + name + " does not end by itself"))
        : checks;
  }

  private static List<Check> token(String name, TokenSecret secret) {
    if (secret.token().isEmpty()) {
      return List.of(
          Check.finding(
              ID,
              "Secret %s has no token (yet): the cluster's controller-manager writes it, once the ServiceAccount is there"
                  .formatted(name)));
    }
    Optional<TokenClaims> claims = secret.token().flatMap(TokenClaims::of);
    List<Check> checks = new ArrayList<>();
    claims
        .flatMap(TokenClaims::expires)
        .ifPresent(
            end ->
                checks.add(
                    Check.finding(
                        ID,
                        "the reviewer's token in Secret %s ends at %s, and every login with it: it was made by a TokenRequest; let the cluster write it (type kubernetes.io/service-account-token)"
                            .formatted(name, end))));
    claims
        .flatMap(TokenClaims::pod)
        .ifPresent(
            pod ->
                checks.add(
                    Check.finding(
                        ID,
                        "the reviewer's token in Secret %s is that of pod %s and ends with it, and every login with it; let the cluster write it (type kubernetes.io/service-account-token)"
                            .formatted(name, pod))));
    return checks;
  }
}
