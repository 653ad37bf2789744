package io.sealbridge.integration;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.Sidecar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything of a server's pod but the server: its account, its projected token, its sidecar. */
record Pod(
    KubernetesApi api, LoginBridge logins, ServiceAccount account, Path token, Sidecar sidecar) {
  private static final Duration PROJECTED = Duration.ofMinutes(10);
  private static final Duration SEEN = Duration.ofSeconds(30);

  /**
   * In a cluster of its own, with a ready bridge and a proxy that has logged in to it; the bridge's
   * tokens live for {@code ttl}.
   */
  static Pod ready(Scene scene, Product product, Duration ttl) {
    Path folder = scene.folder();
    KubernetesApi api = scene.closing(new KubernetesApi(folder.resolve("kubernetes")));
    api.start();
    api.createNamespace("vault");
    ServiceAccount account = api.createServiceAccount("vault", "vault");
    LoginBridge logins = scene.closing(new LoginBridge(api, folder.resolve("b"), ttl));
    logins.bridge().start();
    Path token = folder.resolve("token");
    Sidecar sidecar =
        scene.closing(
            Sidecar.withServiceAccount(product, folder.resolve("p"), upstream(logins), token));
    Pod pod = new Pod(api, logins, account, token, sidecar);
    pod.projectToken();
    pod.startProxy();
    return pod;
  }

  /** Another proxy for the same bridge and token file, with the product's method for JWTs. */
  Sidecar jwtSidecar(Scene scene, Product product) {
    return scene.closing(
        Sidecar.withJwt(product, scene.folder().resolve("j"), upstream(logins), token));
  }

  private static Sidecar.Upstream upstream(LoginBridge logins) {
    return new Sidecar.Upstream(
        "https://127.0.0.1:" + logins.bridge().port(),
        logins.bridge().authority().certificateFile());
  }

  Bridge bridge() {
    return logins.bridge();
  }

  /** What a kubelet does at the start and before a token ends. */
  void projectToken() {
    PrivateFiles.write(token, api.token(account, Optional.of(LoginBridge.AUDIENCE), PROJECTED));
  }

  /** Waits until it has logged in. */
  void startProxy() {
    int before = sidecar.logins();
    sidecar.start();
    sidecar.awaitLogin(before);
  }

  /** How the bridge answers the proxy's token, asked by the socket without one. */
  int statusThroughProxy() {
    return sidecar.status("/v1/auth/token/lookup-self");
  }

  void awaitStatusThroughProxy(int status) {
    Eventually.until(
        "the bridge answers the proxy with " + status, SEEN, () -> statusThroughProxy() == status);
  }
}
