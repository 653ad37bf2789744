package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A server and a namespace where two consumers, {@code web} and {@code job}, read a secret each, as
 * one file has set it up.
 */
final class VerifiedAccess {
  /** In every secret, and in no output. */
  static final String SECRET = "marker-of-a-secret";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AccessTool tool;
  private final DevelopmentServer server;
  private final KubernetesApi api;
  private final String namespace = "apps-" + UUID.randomUUID();

  private VerifiedAccess(AccessTool tool, DevelopmentServer server, KubernetesApi api) {
    this.tool = tool;
    this.server = server;
    this.api = api;
  }

  static VerifiedAccess make(
      Scene scene, Product product, KubernetesApi api, Path kubeconfig, String setup) {
    DevelopmentServer server = scene.closing(DevelopmentServer.start(product, scene.folder()));
    VerifiedAccess access = new VerifiedAccess(new AccessTool(scene.folder()), server, api);
    api.createNamespace(access.namespace);
    for (String consumer : List.of("web", "job")) {
      if (setup.equals("client-token")) {
        api.createReviewer(access.namespace, consumer);
      } else {
        api.createServiceAccount(access.namespace, consumer);
      }
    }
    access.describe(kubeconfig, setup);
    access.setup("apply", "--yes").orFail();
    for (String consumer : List.of("web", "job")) {
      access.write("apps/data/" + consumer + "/db", Map.of("data", Map.of("password", SECRET)));
    }
    return access;
  }

  private void describe(Path kubeconfig, String setup) {
    describe(
        kubeconfig,
        setup,
        """
        consumers:
          - { name: web, namespace: %s, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
          - { name: job, namespace: %s, serviceAccount: job, secrets: [ { engine: apps, path: job/db } ] }
        """
            .formatted(namespace, namespace));
  }

  /** Writes the file anew, with these roles and consumers. */
  void describe(Path kubeconfig, String setup, String rolesAndConsumers) {
    tool.describe(
        DevelopmentServer.ROOT_TOKEN,
        """
        vault: { address: "%s", login: { tokenFile: vault-token } }
        clusters:
          - { name: test, kubeconfig: "%s", setup: %s }
        secretEngines: [ { path: apps } ]
        """
                .formatted(server.address(), kubeconfig, setup)
            + rolesAndConsumers);
  }

  String namespace() {
    return namespace;
  }

  /** Runs the command as a user types it. */
  CommandResult setup(String... arguments) {
    return tool.run(arguments);
  }

  /** Verifies one role, and expects findings with these texts and no secret in the output. */
  void finds(String role, String... texts) {
    CommandResult verified = setup("verify", "--role", role);
    assertThat(verified.exitCode()).as(verified.output()).isEqualTo(3);
    assertThat(verified.output()).contains(texts).doesNotContain(SECRET);
  }

  /** Cannot verify, for a reason with these texts. */
  void fails(String... texts) {
    CommandResult verified = setup("verify");
    assertThat(verified.exitCode()).as(verified.output()).isEqualTo(1);
    assertThat(verified.output()).contains(texts);
  }

  /**
   * Changes fields of what is at {@code path}, and changes them back in the end. What Vault does
   * not show is lost, as it is to whoever does this by hand.
   */
  Undo byHand(String path, Map<String, ?> changes) {
    Map<String, Object> before = readable(path);
    Map<String, Object> changed = new HashMap<>(before);
    changed.putAll(changes);
    write(path, changed);
    changes.keySet().forEach(field -> before.putIfAbsent(field, ""));
    return () -> write(path, before);
  }

  /** Brings back what was before. */
  interface Undo extends AutoCloseable {
    @Override
    void close();
  }

  private Map<String, Object> readable(String path) {
    try (JsonHttp http = server.http()) {
      JsonNode data = http.get("/v1/" + path).expect(200).json().path("data");
      return new HashMap<>(JSON.convertValue(data, new TypeReference<Map<String, Object>>() {}));
    }
  }

  void deleteInVault(String path) {
    try (JsonHttp http = server.http()) {
      http.delete("/v1/" + path).expect(204);
    }
  }

  void seal() {
    try (JsonHttp http = server.http()) {
      http.put("/v1/sys/seal", Map.of()).expect(204);
    }
  }

  /** Seals and unseals it, after which it knows only what is stored. */
  void forgetInVault() {
    server.seal();
    server.unseal();
  }

  void stopVault() {
    server.close();
  }

  void deleteAccount(String name) {
    api.delete(api.serviceAccount(namespace, name));
  }

  /** Writes to Vault by hand, as somebody who does not know of the file. */
  void write(String path, Map<String, ?> body) {
    try (JsonHttp http = server.http()) {
      JsonHttp.Answer answer = http.post("/v1/" + path, body);
      if (answer.status() >= 300) {
        throw new AssertionError(path + ": " + answer.status() + " " + answer.text());
      }
    }
  }

  /** Accessors of all tokens but the root's. */
  List<String> loginsLeft() {
    try (JsonHttp http = server.http()) {
      List<String> left = new ArrayList<>();
      http.get("/v1/auth/token/accessors?list=true")
          .expect(200)
          .json()
          .path("data")
          .path("keys")
          .forEach(accessor -> left.add(accessor.asText()));
      String own =
          http.get("/v1/auth/token/lookup-self")
              .expect(200)
              .json()
              .path("data")
              .path("accessor")
              .asText();
      left.remove(own);
      return left;
    }
  }
}
