package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.JsonHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bridge in front of SoftHSM to which the ServiceAccounts of one cluster log in: at the mount
 * {@link #REVIEWED} by TokenReview, at {@link #OFFLINE} by the cluster's published keys, at {@link
 * #JWT} as to any issuer. Its role {@code vault} makes the ServiceAccount vault in the namespace
 * vault the identity {@link #IDENTITY}.
 */
public final class LoginBridge implements AutoCloseable {
  public static final String REVIEWED = "kubernetes";
  public static final String OFFLINE = "offline";
  public static final String JWT = "jwt";
  public static final String ROLE = "vault";
  public static final String AUDIENCE = "seal-bridge";
  public static final String IDENTITY = "vault-pod";
  private static final Duration REVIEWER_LIFETIME = Duration.ofHours(1);

  private final KubernetesApi api;
  private final Bridge bridge;
  private final Path reviewerToken;
  private final ServiceAccount reviewer;

  /** Makes the namespaces, accounts and keys; the cluster must not have them yet. */
  public LoginBridge(KubernetesApi api, Path folder, Duration ttl) {
    this.api = api;
    PrivateFiles.folder(folder);
    this.bridge =
        new Bridge(
            "bridge-1",
            folder.resolve("bridge-1"),
            Authority.create(folder.resolve("pki")),
            List.of(SoftHsm.create("primary", folder.resolve("softhsm"))));
    this.reviewerToken = folder.resolve("reviewer-token");
    api.createNamespace("seal-bridge");
    this.reviewer = api.createReviewer("seal-bridge", "seal-bridge");
    giveReviewerToken();
    Path keys = PrivateFiles.write(folder.resolve("jwks.json"), api.keys());
    bridge.configure(
        bridge
            .config()
            .with("access", access())
            .with("logins", "logins:\n" + mounts(api, keys, ttl) + anyIssuer(keys, ttl)));
    bridge.createKey();
    bridge.command("keys", "create", "bridge-tokens").orFail();
  }

  private static String access() {
    return """
    access:
      - identity: sidecar
        grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
      - identity: %s
        grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
    """
        .formatted(IDENTITY);
  }

  private String mounts(KubernetesApi cluster, Path keys, Duration ttl) {
    return """
      - mount: %s
        kubernetes:
          server: %s
          ca: %s
          reviewerToken: %s
    %s  - mount: %s
        kubernetes:
          mode: jwks
          issuer: %s
          keys: { file: %s }
    %s\
    """
        .formatted(
            REVIEWED,
            cluster.address(),
            cluster.certificateAuthority(),
            reviewerToken,
            roles(ttl),
            OFFLINE,
            KubernetesApi.ISSUER,
            keys,
            roles(ttl));
  }

  /** The cluster as an issuer like any other, without what is known of ServiceAccounts. */
  private static String anyIssuer(Path keys, Duration ttl) {
    return """
      - mount: %s
        jwt:
          issuers: [ "%s" ]
          keys: { file: %s }
        roles:
          - name: %s
            identity: %s
            audiences: [%s]
            claims: { sub: "system:serviceaccount:vault:vault" }
            ttl: %ds
    """
        .formatted(JWT, KubernetesApi.ISSUER, keys, ROLE, IDENTITY, AUDIENCE, ttl.toSeconds());
  }

  private static String roles(Duration ttl) {
    return """
        roles:
          - name: %s
            identity: %s
            serviceAccounts: [vault]
            namespaces: [vault]
            audience: %s
            ttl: %ds
    """
        .formatted(ROLE, IDENTITY, AUDIENCE, ttl.toSeconds());
  }

  public Bridge bridge() {
    return bridge;
  }

  /** What the bridge shows to the API server: a fresh token, as a kubelet would project it. */
  public void giveReviewerToken() {
    writeReviewerToken(api.token(reviewer, Optional.empty(), REVIEWER_LIFETIME));
  }

  public void writeReviewerToken(String text) {
    PrivateFiles.write(reviewerToken, text);
  }

  public JsonHttp.Answer login(String mount, String token) {
    try (JsonHttp http = bridge.http(Optional.empty())) {
      return http.put("/v1/auth/" + mount + "/login", Map.of("role", ROLE, "jwt", token));
    }
  }

  /** When logins succeeded, by the key-use log. */
  public List<Instant> times() {
    return bridge.keyUses().stream()
        .filter(entry -> entry.path("kind").asText().equals("login"))
        .map(entry -> Instant.parse(entry.path("at").asText()))
        .toList();
  }

  @Override
  public void close() {
    bridge.close();
  }
}
