package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real servers start with the rendered stanzas and unseal through a real bridge. */
class RenderedSealIT {
  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final Duration LOGIN = Duration.ofMinutes(1);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource({"OPENBAO,certificate", "OPENBAO,token", "VAULT,certificate", "VAULT,token"})
  void aServerUnsealsWithTheRenderedFiles(Product product, String proof) throws IOException {
    // given
    Bridge bridge = scene.readyBridge();
    Rendered rendered =
        Rendered.describe(
            scene.folder(),
            """
            vault: { address: "http://127.0.0.1:1" }
            clusters: [ { name: test } ]
            manifests: { product: %s }
            seal: { address: "https://127.0.0.1:%d", key: root, caFile: "%s", proof: %s }
            """
                .formatted(
                    product.name().toLowerCase(Locale.ROOT),
                    bridge.port(),
                    bridge.authority().certificateFile(),
                    proof));
    Path folder = scene.folder().resolve("rendered");
    rendered.setup("render", "--to", folder.toString()).orFail();
    RenderedServer server = server(product, List.of());
    server.configure(
        "seal.hcl",
        Files.readString(folder.resolve("seal.hcl"))
            .replace("/etc/seal-bridge/ca.crt", bridge.authority().certificateFile().toString())
            .replace("/etc/seal-bridge/tls/tls.crt", bridge.client().certificate().toString())
            .replace("/etc/seal-bridge/tls/tls.key", bridge.client().key().toString()));
    server.environment(Map.of("SEAL_BRIDGE_TOKEN", bridge.createToken("vault-token")));
    if (product == Product.OPENBAO) {
      server.configure("audit.hcl", Files.readString(folder.resolve("audit.hcl")));
    }

    // when
    server.start();
    server.initialise();
    server.awaitUnsealed();
    server.start();

    // then
    server.awaitUnsealed();
    assertThat(bridge.keyUses())
        .anySatisfy(
            use -> {
              assertThat(use.path("operation").asText()).isEqualTo("decrypt");
              assertThat(use.path("identity").asText())
                  .isEqualTo(proof.equals("token") ? "vault-token" : "vault-cert");
            });
    if (product == Product.OPENBAO) {
      assertThat(server.log()).contains("enabled audit backend: path=stdout/ type=file");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerUnsealsThroughTheRenderedProxyAndHoldsNoSecret(Product product) {
    // given
    KubernetesApi api = cluster();
    LoginBridge logins = scene.closing(new LoginBridge(api, scene.folder().resolve("b"), LIFETIME));
    Bridge bridge = logins.bridge();
    bridge.start();
    Rendered rendered =
        Rendered.describe(
            scene.folder(),
            """
            vault: { address: "http://127.0.0.1:1", cluster: test }
            clusters: [ { name: test } ]
            manifests: { product: %s }
            seal: { address: "https://127.0.0.1:%d", key: root, caFile: "%s" }
            """
                .formatted(
                    product.name().toLowerCase(Locale.ROOT),
                    bridge.port(),
                    bridge.authority().certificateFile()));
    Path token =
        PrivateFiles.write(
            scene.folder().resolve("token"),
            api.token(
                api.serviceAccount("vault", "vault"), Optional.of(LoginBridge.AUDIENCE), LIFETIME));
    String socket = scene.folder().resolve("p.sock").toString();

    // when
    startProxy(
        product,
        rendered
            .sealFile("proxy.hcl")
            .replace("/run/seal-bridge/proxy.sock", socket)
            .replace("/etc/seal-bridge/ca.crt", bridge.authority().certificateFile().toString())
            .replace("/var/run/secrets/seal-bridge/token", token.toString()),
        socket);
    RenderedServer server = server(product, List.of());
    server.configure(
        "seal.hcl", rendered.sealFile("seal.hcl").replace("/run/seal-bridge/proxy.sock", socket));
    server.start();
    server.initialise();
    server.awaitUnsealed();

    // then
    assertThat(bridge.keyUses())
        .anySatisfy(
            use -> {
              assertThat(use.path("operation").asText()).isEqualTo("encrypt");
              assertThat(use.path("identity").asText()).isEqualTo(LoginBridge.IDENTITY);
            });
  }

  /**
   * From the first start on, pods log in, and the tool finds nothing left to do: all that was
   * written by the stanza, whatever signs are in it, is as apply would have written it.
   */
  @Test
  void openBaoMakesMountsPoliciesAndRolesByItselfAtItsFirstStart() throws IOException {
    // given
    KubernetesApi api = cluster();
    api.createNamespace("apps");
    Bridge bridge = scene.readyBridge();
    ServiceAccount own = api.createServiceAccount("vault", "vault");
    RenderedServer server = server(Product.OPENBAO, inPod(api, own));
    Path login =
        PrivateFiles.write(
            scene.folder().resolve("operator-token"),
            api.token(
                api.createServiceAccount("vault", "operator"), Optional.of("vault"), LIFETIME));
    Rendered rendered = Rendered.describe(scene.folder(), initializing(server, api, bridge, login));
    String stream = rendered.stream();
    Path manifests = PrivateFiles.write(scene.folder().resolve("manifests.yaml"), stream);
    rendered
        .kubectl(
            api,
            "apply",
            "--server-side",
            "--field-manager=k8s-auth-setup",
            "--filename=" + manifests)
        .orFail();
    server.configure(
        "seal.hcl",
        rendered
            .sealFile("seal.hcl")
            .replace("/etc/seal-bridge/ca.crt", bridge.authority().certificateFile().toString())
            .replace("/etc/seal-bridge/tls/tls.crt", bridge.client().certificate().toString())
            .replace("/etc/seal-bridge/tls/tls.key", bridge.client().key().toString()));
    server.configure("audit.hcl", rendered.sealFile("audit.hcl"));
    server.configure("initialize.hcl", rendered.sealFile("initialize.hcl"));

    // when
    server.start();
    server.awaitUnsealed();

    // then
    String web =
        login(
            server,
            "web",
            api.token(api.serviceAccount("apps", "web"), Optional.of("vault"), LIFETIME));
    try (JsonHttp http = server.http(Optional.of(web))) {
      // There is no such secret yet, but the way to it is free.
      assertThat(http.get("/v1/apps/data/web/db").status()).isEqualTo(404);
      assertThat(http.get("/v1/apps/data/other").status()).isEqualTo(403);
    }
    CommandResult plan = rendered.setup("plan");
    assertThat(plan.output()).contains("Nothing to change.");
    assertThat(plan.exitCode()).isZero();
    assertThat(server.log()).contains("\"type\":\"request\"");

    // when
    server.start();

    // then
    server.awaitUnsealed();
    assertThat(rendered.setup("plan").exitCode()).isZero();
  }

  private static String initializing(
      RenderedServer server, KubernetesApi api, Bridge bridge, Path login) {
    return """
    vault:
      address: "%s"
      cluster: test
      login: { role: operator, serviceAccountTokenFile: "%s" }
    clusters:
      - { name: test, kubeconfig: "%s", apiServer: "%s" }
    secretEngines:
      - { path: apps, description: 'a "quoted" ${text} with %%{signs} and \\ and ünïcode' }
      - { path: old, version: 1 }
    policies:
      - name: operator
        rules: |
          path "*" {
            capabilities = ["read", "list", "sudo"]
          }
      - name: one-line
        rules: 'path "apps/data/{{identity.entity.id}}/${x}" { capabilities = ["read"] }'
      - name: many-lines
        rules: |
          # EOT EOT_ is no end, nor is "this" or ${that} or \\n
          # EOT
          path "apps/data/+/x" {
            capabilities = ["read"]
          }
    roles:
      - { name: operator, serviceAccounts: [operator], namespaces: [vault], policies: [operator] }
    consumers:
      - { name: web, namespace: apps, serviceAccount: web, createServiceAccount: true, secrets: [ { engine: apps, path: web/db } ] }
    seal: { address: "https://127.0.0.1:%d", key: root, caFile: "%s", proof: certificate }
    """
        .formatted(
            server.address(),
            login,
            api.kubeconfig(ClusterUser.ADMIN),
            api.address(),
            bridge.port(),
            bridge.authority().certificateFile());
  }

  /** As in a pod: the files of its ServiceAccount are where Vault looks for them. */
  private List<String> inPod(KubernetesApi api, ServiceAccount account) {
    Path token =
        PrivateFiles.write(
            scene.folder().resolve("pod-token"), api.token(account, Optional.empty(), LIFETIME));
    String script =
        "mount -t tmpfs none /run && mkdir -p $0 && cp \"$1\" $0/token && cp \"$2\" $0/ca.crt"
            + " && shift 2 && exec \"$@\"";
    return List.of(
        "unshare",
        "--mount",
        "sh",
        "-c",
        script,
        "/run/secrets/kubernetes.io/serviceaccount",
        token.toString(),
        api.certificateAuthority().toString());
  }

  private static String login(RenderedServer server, String role, String jwt) {
    try (JsonHttp http = server.http(Optional.empty())) {
      return http.post("/v1/auth/kubernetes/login", Map.of("role", role, "jwt", jwt))
          .expect(200)
          .json()
          .at("/auth/client_token")
          .asText();
    }
  }

  private void startProxy(Product product, String configuration, String socket) {
    Path file = PrivateFiles.write(scene.folder().resolve("proxy.hcl"), configuration);
    ManagedProcess proxy =
        scene.closing(
            ManagedProcess.start(
                product + " proxy",
                scene.folder().resolve("proxy.log"),
                List.of(product.binary().toString(), "proxy", "-config=" + file),
                Map.of()));
    Eventually.until(
        "the proxy has logged in; its log ends with\n" + proxy.tail(),
        LOGIN,
        () -> statusBy(socket).equals("200"));
  }

  private static String statusBy(String socket) {
    return Command.run(
            List.of(
                "curl",
                "--silent",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
                "--unix-socket",
                socket,
                "http://localhost/v1/auth/token/lookup-self"),
            Map.of())
        .output();
  }

  private KubernetesApi cluster() {
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve("kubernetes")));
    api.start();
    api.createNamespace("vault");
    return api;
  }

  private RenderedServer server(Product product, List<String> prefix) {
    return scene.closing(new RenderedServer(product, scene.folder().resolve("server"), prefix));
  }
}
