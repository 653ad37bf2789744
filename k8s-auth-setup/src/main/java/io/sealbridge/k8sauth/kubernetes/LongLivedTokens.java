package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Tokens that the cluster itself puts into Secrets, and that last as long as these do. */
public final class LongLivedTokens {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * A token and what the API server is trusted by.
   *
   * @param authority PEM; empty if the cluster put none there
   */
  public record Made(BearerToken token, String authority) {}

  private final ClusterApi cluster;

  LongLivedTokens(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /**
   * The token in {@code secret}, if there is one that the account as it is now can be known by: the
   * token of an account that was deleted and made again is worthless.
   */
  public Optional<Made> read(String namespace, String serviceAccount, String secret) {
    String account = serviceAccount(namespace, serviceAccount);
    return cluster
        .accounts()
        .tokenSecret(namespace, secret)
        .filter(seen -> !account.isEmpty() && seen.accountUid().equals(account))
        .flatMap(seen -> seen.token().map(token -> new Made(token, seen.authority())));
  }

  private String serviceAccount(String namespace, String name) {
    ServiceAccount account =
        cluster.attempt(
            "read ServiceAccount " + namespace + "/" + name,
            () -> cluster.client().serviceAccounts().inNamespace(namespace).withName(name).get());
    return account == null ? "" : account.getMetadata().getUid();
  }

  /**
   * The same, once the cluster has made it.
   *
   * @throws ClusterException with {@link ClusterFault.NoToken} if that takes longer than {@code
   *     limit}
   */
  public Made await(String namespace, String serviceAccount, String secret, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (; ; Thread.sleep(PAUSE)) {
        Optional<Made> made = read(namespace, serviceAccount, secret);
        if (made.isPresent()) {
          return made.get();
        }
        if (System.nanoTime() - end >= 0) {
          throw new ClusterException(
              new ClusterFault.NoToken(
                  "Secret " + namespace + "/" + secret,
                  "none came within " + limit.toSeconds() + " s"));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a token");
    }
  }
}
