package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What the cluster tells of ServiceAccounts and of Secrets with their tokens. */
public final class Accounts {
  private final ClusterApi cluster;

  Accounts(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /**
   * Whether pods get the account's token without asking for it; nothing if there is no such
   * account.
   */
  public Optional<Boolean> mountsToken(String namespace, String name) {
    ServiceAccount account =
        cluster.attempt(
            "read ServiceAccount " + namespace + "/" + name,
            () -> cluster.client().serviceAccounts().inNamespace(namespace).withName(name).get());
    return Optional.ofNullable(account)
        .map(known -> !Boolean.FALSE.equals(known.getAutomountServiceAccountToken()));
  }

  /** The Secret of that name, if there is one. */
  public Optional<TokenSecret> tokenSecret(String namespace, String name) {
    Secret secret =
        cluster.secretAttempt(
            "read Secret " + namespace + "/" + name,
            () -> cluster.client().secrets().inNamespace(namespace).withName(name).get());
    return Optional.ofNullable(secret).map(Accounts::tokenSecret);
  }

  private static TokenSecret tokenSecret(Secret secret) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    Map<String, String> annotations =
        Optional.ofNullable(secret.getMetadata().getAnnotations()).orElse(Map.of());
    return new TokenSecret(
        Optional.ofNullable(secret.getType()).orElse("Opaque"),
        annotations.getOrDefault("kubernetes.io/service-account.name", ""),
        annotations.getOrDefault("kubernetes.io/service-account.uid", ""),
        Optional.of(decoded(data.getOrDefault("token", "")).strip())
            .filter(text -> !text.isEmpty())
            .map(BearerToken::new),
        decoded(data.getOrDefault("ca.crt", "")));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
