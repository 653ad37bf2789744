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
        cluster.attempt(
            "read Secret " + namespace + "/" + name,
            () -> cluster.client().secrets().inNamespace(namespace).withName(name).get());
    return Optional.ofNullable(secret).map(Accounts::tokenSecret);
  }

  private static TokenSecret tokenSecret(Secret secret) {
    Optional<BearerToken> token =
        Optional.ofNullable(secret.getData())
            .map(data -> data.get("token"))
            .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
            .filter(text -> !text.isBlank())
            .map(text -> new BearerToken(text.strip()));
    String account =
        Optional.ofNullable(secret.getMetadata().getAnnotations())
            .orElse(Map.of())
            .getOrDefault("kubernetes.io/service-account.name", "");
    return new TokenSecret(Optional.ofNullable(secret.getType()).orElse("Opaque"), account, token);
  }
}
