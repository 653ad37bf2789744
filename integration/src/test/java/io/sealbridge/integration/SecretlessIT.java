package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.Sidecar;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that holds neither a token nor a certificate unseals itself through the product's own
 * proxy, which logs in to the bridge with the token of a ServiceAccount.
 */
class SecretlessIT {
  private static final Duration EXIT = Duration.ofSeconds(90);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void unsealsWithAServiceAccountTokenAndNothingElse(Product product) {
    // given
    Pod pod = Pod.ready(scene, product, HOUR);

    // when
    VaultServer server = scene.unsealedServer(product, pod.sidecar().stanza());
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
    assertThat(pod.bridge().keyUses())
        .anySatisfy(
            entry -> {
              assertThat(entry.path("kind").asText()).isEqualTo("login");
              assertThat(entry.path("identity").asText()).isEqualTo(LoginBridge.IDENTITY);
              assertThat(entry.path("proof").asText()).contains("vault/vault");
            })
        .anySatisfy(
            entry -> {
              assertThat(entry.path("operation").asText()).isEqualTo("decrypt");
              assertThat(entry.path("identity").asText()).isEqualTo(LoginBridge.IDENTITY);
            });

    // when
    pod.bridge().restart();
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void unsealsAgainAfterTheProxyWasKilledAndItsTokenWasRenewed(Product product) {
    // given
    Pod pod = Pod.ready(scene, product, HOUR);
    VaultServer server = scene.unsealedServer(product, pod.sidecar().stanza());
    server.stop();
    pod.sidecar().running().kill();

    // when
    ManagedProcess attempt = server.launch(Map.of());

    // then
    assertThat(attempt.awaitExit(EXIT)).isNotZero();

    // when
    pod.projectToken();
    pod.startProxy();
    server.start();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void doesNotUnsealWhileItsIdentityIsDenied(Product product) {
    // given
    Pod pod = Pod.ready(scene, product, HOUR);
    VaultServer server = scene.unsealedServer(product, pod.sidecar().stanza());
    server.stop();
    Bridge bridge = pod.bridge();

    // when
    bridge.command("access", "revoke", LoginBridge.IDENTITY, "--yes").orFail();
    pod.awaitStatusThroughProxy(403);
    ManagedProcess attempt = server.launch(Map.of());

    // then
    assertThat(attempt.awaitExit(EXIT)).isNotZero();
    assertThat(attempt.output()).contains("permission denied");

    // when
    bridge.command("access", "restore", LoginBridge.IDENTITY).orFail();
    pod.awaitStatusThroughProxy(200);
    server.start();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void theProxyLogsInWithAnyJwtInAFileToo(Product product) {
    // given
    Pod pod = Pod.ready(scene, product, HOUR);
    Sidecar proxy = pod.jwtSidecar(scene, product);

    // when
    proxy.start();
    proxy.awaitLogin(0);

    // then
    assertThat(proxy.status("/v1/auth/token/lookup-self")).isEqualTo(200);
    assertThat(pod.bridge().keyUses())
        .anySatisfy(
            entry -> {
              assertThat(entry.path("kind").asText()).isEqualTo("login");
              assertThat(entry.path("mount").asText()).isEqualTo(LoginBridge.JWT);
              assertThat(entry.path("identity").asText()).isEqualTo(LoginBridge.IDENTITY);
            });
    assertThat(pod.token()).exists();
  }

  /**
   * Both products renew a new token at once and after 70 % of its life; as that gave it no more
   * time they log in again.
   */
  @ParameterizedTest
  @EnumSource
  void theProxyLogsInAgainBeforeItsTokenEndsAndDoesNotSpin(Product product) {
    // given
    Duration ttl = Duration.ofMinutes(1);
    Pod pod = Pod.ready(scene, product, ttl);
    List<Integer> statuses = new ArrayList<>();

    // when
    Eventually.until(
        "the proxy has logged in for the third time",
        ttl.multipliedBy(3),
        Duration.ofSeconds(1),
        () -> {
          statuses.add(pod.statusThroughProxy());
          return pod.bridge().requests("login") >= 3;
        });

    // then
    assertThat(statuses).containsOnly(200);
    List<Instant> logins = pod.logins().times();
    assertThat(logins).hasSize(3);
    for (int i = 1; i < logins.size(); i++) {
      assertThat(Duration.between(logins.get(i - 1), logins.get(i)))
          .isBetween(ttl.dividedBy(2), ttl);
    }
    assertThat(pod.bridge().requests("renew-self")).isBetween(1L, 3L * logins.size());
  }

  /**
   * Vault's proxy logs in anew as soon as it passes on that its token is refused. OpenBao's asks
   * for one renewal when 70 % of the token's life are over, and logs in anew then.
   */
  @ParameterizedTest
  @EnumSource
  void theProxyLogsInAnewAfterItsTokenWasRefusedAndDoesNotSpin(Product product) {
    // given
    Duration ttl = Duration.ofMinutes(1);
    Pod pod = Pod.ready(scene, product, ttl);

    // when
    pod.bridge().command("access", "raise-epoch", "--yes").orFail();
    Instant raised = Instant.now();
    pod.awaitStatusThroughProxy(403);
    Eventually.until(
        "the proxy has logged in anew",
        ttl,
        Duration.ofSeconds(1),
        () -> pod.statusThroughProxy() == 200);

    // then
    assertThat(Duration.between(raised, Instant.now()))
        .isLessThan(
            switch (product) {
              case VAULT -> ttl.dividedBy(2);
              case OPENBAO -> ttl;
            });
    // Vault's may have been told twice by then.
    assertThat(pod.bridge().requests("login")).isBetween(2L, 4L);
    assertThat(pod.bridge().requests("renew-self")).isBetween(1L, 6L);
  }
}
