package io.sealbridge.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Front;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.tls.TlsContexts;
import io.sealbridge.integration.vault.JsonHttp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cluster without nodes: one API server and its etcd, with an authority and a signing key of its
 * own. Enough to make ServiceAccounts, their tokens and reviews of them. {@link Node} adds a node.
 */
public final class KubernetesApi implements AutoCloseable {
  public static final String ISSUER = "https://kubernetes.default.svc";

  /** An API server remembers for ten seconds whose token it has authenticated. */
  public static final Duration REVIEW_CACHE = Duration.ofSeconds(30);

  private static final Duration START = Duration.ofMinutes(2);

  private final Path folder;
  private final Authority authority;
  private final Identity server;
  private final Identity kubeletClient;
  private final SigningKey signingKey;
  private final Map<ClusterUser, String> tokens = new EnumMap<>(ClusterUser.class);
  private final int port = Ports.free();
  private final int etcdPort = Ports.free();
  private final int peerPort = Ports.free();
  private final Optional<Front> issuerFront;
  private @Nullable ManagedProcess etcd;
  private @Nullable ManagedProcess process;

  public KubernetesApi(Path folder) {
    this(folder, false);
  }

  private KubernetesApi(Path folder, boolean withIssuerFront) {
    this.issuerFront = withIssuerFront ? Optional.of(new Front(port)) : Optional.empty();
    this.folder = PrivateFiles.folder(folder);
    this.authority = Authority.create(folder.resolve("pki"));
    this.server = authority.issue("kubernetes.test");
    this.kubeletClient = authority.issue("kubelet-client");
    this.signingKey = SigningKey.create(folder.resolve("pki"));
    StringBuilder lines = new StringBuilder();
    for (ClusterUser user : ClusterUser.values()) {
      String token = UUID.randomUUID().toString();
      tokens.put(user, token);
      lines.append(user.line(token));
    }
    PrivateFiles.write(folder.resolve("tokens.csv"), lines.toString());
  }

  /** Whose issuer has an address of its own, which can be taken away from this one. */
  public static KubernetesApi withIssuerFront(Path folder) {
    return new KubernetesApi(folder, true);
  }

  /** Starts both processes, or the API server again, and waits until it serves. */
  public void start() {
    if (etcd == null) {
      etcd = ManagedProcess.start("etcd", folder.resolve("etcd.log"), etcdCommand(), Map.of());
    }
    ManagedProcess started =
        ManagedProcess.start(
            "kube-apiserver", folder.resolve("apiserver.log"), serverCommand(), Map.of());
    process = started;
    try (JsonHttp http = admin()) {
      Eventually.until(
          "the API server is ready",
          START,
          () -> {
            if (!started.isAlive()) {
              throw new AssertionError("the API server ended at its start:\n" + started.tail());
            }
            return http.tryGet("/readyz").filter(answer -> answer.status() == 200).isPresent();
          });
    }
  }

  private List<String> etcdCommand() {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + peerPort;
    return List.of(
        "etcd",
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer);
  }

  private List<String> serverCommand() {
    return List.of(
        Repository.kubernetes("kube-apiserver").toString(),
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        // An endpoint of the service "kubernetes" may not be on the loopback address.
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port,
        "--tls-cert-file=" + server.certificate(),
        "--tls-private-key-file=" + server.key(),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authorization-mode=Node,RBAC",
        "--kubelet-preferred-address-types=InternalIP",
        "--kubelet-client-certificate=" + kubeletClient.certificate(),
        "--kubelet-client-key=" + kubeletClient.key(),
        "--kubelet-certificate-authority=" + authority.certificateFile(),
        "--service-cluster-ip-range=10.96.0.0/24",
        "--service-account-issuer=" + issuer(),
        "--service-account-jwks-uri=" + jwksAddress(),
        "--service-account-key-file=" + signingKey.publicFile(),
        "--service-account-signing-key-file=" + signingKey.privateFile());
  }

  /** What tokens have as their issuer. */
  public String issuer() {
    return issuerFront.map(Front::address).orElse(ISSUER);
  }

  private String jwksAddress() {
    return issuerFront.map(Front::address).orElse(address().toString()) + "/openid/v1/jwks";
  }

  /** Of a cluster made {@link #withIssuerFront}. */
  public Front issuerFront() {
    return issuerFront.orElseThrow();
  }

  /** Stops the API server as a failed control plane would; {@link #start} brings it back. */
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  /** SIGKILL to both; {@link #start} starts both again, on what etcd has written. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
    if (etcd != null) {
      etcd.kill();
      etcd = null;
    }
  }

  /** What a part of the control plane, a kubelet or kubectl knows of the cluster. */
  public Path kubeconfig(ClusterUser user) {
    return Kubeconfig.write(
        folder.resolve(user.fileName()), address(), certificateAuthority(), tokenOf(user));
  }

  /** That of somebody who comes by another address. */
  Path kubeconfig(ClusterUser user, URI address) {
    return Kubeconfig.write(
        folder.resolve(address.getPort() + "-" + user.fileName()),
        address,
        certificateAuthority(),
        tokenOf(user));
  }

  /** How many objects of the collection have the label. */
  public int count(String collection, String label) {
    try (JsonHttp http = admin()) {
      return http.get(collection + "?labelSelector=" + label)
          .expect(200)
          .json()
          .path("items")
          .size();
    }
  }

  private String tokenOf(ClusterUser user) {
    return Objects.requireNonNull(tokens.get(user));
  }

  Authority authority() {
    return authority;
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + port);
  }

  public Path certificateAuthority() {
    return authority.certificateFile();
  }

  public SigningKey signingKey() {
    return signingKey;
  }

  /** The published keys, as the API server serves them. */
  public String keys() {
    try (JsonHttp http = admin()) {
      return http.get("/openid/v1/jwks").expect(200).text();
    }
  }

  /** Lets everybody read the published keys, as is needed for verifiers without credentials. */
  public void publishKeys() {
    create(
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        Map.of(
            "metadata", Map.of("name", "keys-for-everybody"),
            "roleRef", clusterRole("system:service-account-issuer-discovery"),
            "subjects",
                List.of(
                    Map.of(
                        "apiGroup",
                        "rbac.authorization.k8s.io",
                        "kind",
                        "Group",
                        "name",
                        "system:unauthenticated"))));
  }

  public void createNamespace(String name) {
    create("/api/v1/namespaces", Map.of("metadata", Map.of("name", name)));
  }

  public ServiceAccount createServiceAccount(String namespace, String name) {
    JsonNode made =
        create(
            "/api/v1/namespaces/" + namespace + "/serviceaccounts",
            Map.of("metadata", Map.of("name", name)));
    return new ServiceAccount(namespace, name, made.path("metadata").path("uid").asText());
  }

  /** The account of that name, made if it is missing. */
  public ServiceAccount serviceAccount(String namespace, String name) {
    String collection = "/api/v1/namespaces/" + namespace + "/serviceaccounts";
    try (JsonHttp http = admin()) {
      JsonHttp.Answer answer = http.get(collection + "/" + name);
      return answer.status() == 404
          ? createServiceAccount(namespace, name)
          : new ServiceAccount(
              namespace, name, answer.expect(200).json().path("metadata").path("uid").asText());
    }
  }

  public void delete(ServiceAccount account) {
    try (JsonHttp http = admin()) {
      http.delete(path(account)).expect(200);
    }
  }

  /** Whether anything is at the path. */
  public boolean exists(String path) {
    try (JsonHttp http = admin()) {
      return http.get(path).status() == 200;
    }
  }

  /** Deletes whatever is at the path, as an administrator does by hand. */
  public void remove(String path) {
    try (JsonHttp http = admin()) {
      http.delete(path).expect(200);
    }
  }

  /** An account that may ask for TokenReviews, and nothing else. */
  public ServiceAccount createReviewer(String namespace, String name) {
    ServiceAccount account = createServiceAccount(namespace, name);
    String role = "reviewer-" + namespace + "-" + name;
    create(
        "/apis/rbac.authorization.k8s.io/v1/clusterroles",
        Map.of(
            "metadata", Map.of("name", role),
            "rules",
                List.of(
                    Map.of(
                        "apiGroups", List.of("authentication.k8s.io"),
                        "resources", List.of("tokenreviews"),
                        "verbs", List.of("create")))));
    create(
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        Map.of(
            "metadata", Map.of("name", role),
            "roleRef", clusterRole(role),
            "subjects",
                List.of(Map.of("kind", "ServiceAccount", "namespace", namespace, "name", name))));
    return account;
  }

  /** A token from the TokenRequest API; no audience asks for the API server's own. */
  public String token(ServiceAccount account, Optional<String> audience, Duration lifetime) {
    Map<String, Object> spec =
        Map.of("audiences", audience.stream().toList(), "expirationSeconds", lifetime.toSeconds());
    return create(path(account) + "/token", Map.of("spec", spec))
        .path("status")
        .path("token")
        .asText();
  }

  /** Asks for a review with the credentials of {@code reviewer}. */
  public JsonHttp.Answer requestReview(String reviewer, String token, String audience) {
    try (JsonHttp http = client(reviewer)) {
      return http.post(
          "/apis/authentication.k8s.io/v1/tokenreviews",
          Map.of("spec", Map.of("token", token, "audiences", List.of(audience))));
    }
  }

  public Review review(String reviewer, String token, String audience) {
    return Review.of(requestReview(reviewer, token, audience).expect(201).json().path("status"));
  }

  /** What the API server says to an object that it checks and does not make. */
  public JsonHttp.Answer check(String collection, String yaml) {
    try (JsonHttp http = admin()) {
      return http.postYaml(collection + "?dryRun=All&fieldValidation=Strict", yaml);
    }
  }

  private JsonNode create(String path, Map<String, ?> object) {
    try (JsonHttp http = admin()) {
      return http.post(path, object).expect(201).json();
    }
  }

  private static Map<String, String> clusterRole(String name) {
    return Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", name);
  }

  private static String path(ServiceAccount account) {
    return "/api/v1/namespaces/" + account.namespace() + "/serviceaccounts/" + account.name();
  }

  private JsonHttp admin() {
    return client(tokenOf(ClusterUser.ADMIN));
  }

  private JsonHttp client(String bearer) {
    return JsonHttp.bearer(address(), bearer, TlsContexts.trusting(authority.certificate()));
  }

  @Override
  public void close() {
    stop();
    if (etcd != null) {
      etcd.close();
    }
    issuerFront.ifPresent(Front::close);
  }
}
