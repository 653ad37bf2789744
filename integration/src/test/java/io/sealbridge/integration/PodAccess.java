package io.sealbridge.integration;

import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.VaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server outside the cluster needs so that pods of one account read one secret: Kubernetes
 * auth with a reviewer of its own, a policy, a role and a key-value engine. Set up by plain
 * requests.
 */
record PodAccess(VaultServer server) {
  static final String ROLE = "web";
  static final String SECRET = "kv/data/web";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration TOKENS_END = Duration.ofMinutes(1);

  /** The tokens of the role live for {@code ttl} unless they are renewed. */
  static PodAccess setUp(
      VaultServer server, KubernetesApi api, ServiceAccount account, Duration ttl) {
    ServiceAccount reviewer = api.createReviewer(account.namespace(), "reviewer");
    try (JsonHttp http = server.http()) {
      http.post("/v1/sys/mounts/kv", Map.of("type", "kv", "options", Map.of("version", "2")))
          .expect(204);
      http.post("/v1/sys/auth/kubernetes", Map.of("type", "kubernetes")).expect(204);
      http.post(
              "/v1/auth/kubernetes/config",
              Map.of(
                  "kubernetes_host", api.address().toString(),
                  "kubernetes_ca_cert", Files.readString(api.certificateAuthority()),
                  "token_reviewer_jwt", api.token(reviewer, Optional.empty(), LIFETIME),
                  "disable_local_ca_jwt", true))
          .expect(204);
      http.put(
              "/v1/sys/policies/acl/" + ROLE,
              Map.of("policy", "path \"" + SECRET + "\" { capabilities = [\"read\"] }"))
          .expect(204);
      http.post(
              "/v1/auth/kubernetes/role/" + ROLE,
              Map.of(
                  "bound_service_account_names", List.of(account.name()),
                  "bound_service_account_namespaces", List.of(account.namespace()),
                  "audience", "vault",
                  "token_policies", List.of(ROLE),
                  "token_ttl", ttl.toSeconds() + "s"))
          .expect(204);
      return new PodAccess(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeSecret(String password) {
    try (JsonHttp http = server.http()) {
      Eventually.until(
          "the key-value engine takes writes",
          TOKENS_END,
          () ->
              http.post("/v1/" + SECRET, Map.of("data", Map.of("password", password))).status()
                  == 200);
    }
  }

  void removeRole() {
    try (JsonHttp http = server.http()) {
      http.delete("/v1/auth/kubernetes/role/" + ROLE).expect(204);
    }
  }

  /** Waits until every token that a login gave has ended, so that the root token is alone. */
  void awaitNoTokens() {
    try (JsonHttp http = server.http()) {
      Eventually.until(
          "only the root token is left",
          TOKENS_END,
          () ->
              http.get("/v1/auth/token/accessors?list=true")
                      .expect(200)
                      .json()
                      .at("/data/keys")
                      .size()
                  == 1);
    }
  }
}
