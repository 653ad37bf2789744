package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  @TempDir Path folder;

  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void make() {
    bridge = new TestBridge(folder);
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void isAliveAndNotReadyUntilTheHsmAnswers() {
    // given
    bridge.key("root").hsm().token().goAway();
    String token = bridge.token("vault");
    bridge.start();

    // then
    assertThat(bridge.management("/livez").statusCode()).isEqualTo(200);
    assertThat(bridge.management("/readyz").statusCode()).isEqualTo(503);
    assertThat(bridge.management("/readyz").body()).contains("HSM_GONE");
    HttpResponse<String> refused = bridge.call("PUT", SEAL, token, BODY);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("10");
    assertThat(bridge.call("GET", "/v1/sys/health", "", "").statusCode()).isEqualTo(503);
    assertThat(bridge.call("GET", "/v1/sys/seal-status", "", "").body())
        .contains("\"sealed\":true");

    // when
    bridge.hsm().token().comeBack();

    // then
    eventually("ready", () -> bridge.management("/readyz").statusCode() == 200);
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatItActsByOnceTheLogHasIt() {
    // given
    bridge.key("root").startReady();

    // then
    eventually(
        "recorded",
        () ->
            bridge
                .management("/state")
                .body()
                .matches(
                    "\\{\"schema\":1,\"deployment\":\"test\",\"node\":\"bridge-1\",\"version\":\"9.8.7\","
                        + "\"keys\":\\[\\{\"name\":\"root\",\"serial\":1,\"latestVersion\":1,"
                        + "\"minDecryptionVersion\":1,\"frozen\":false,\"confirmed\":\"[0-9TZ:.-]+\","
                        + "\"recorded\":true}],\"denyList\":\\{\"sha256\":\"\",\"epoch\":0,"
                        + "\"identities\":0,\"tokens\":0,\"recorded\":false}}\n"));
  }

  @Test
  void saysThatItShutsSomebodyOutAndWritesItDown() throws IOException {
    // given
    bridge.key("root").startReady();

    // when
    Files.writeString(bridge.folder().resolve("revocations.yaml"), "identities: [{ name: vault }]");

    // then
    eventually(
        "recorded",
        () ->
            bridge
                .management("/state")
                .body()
                .contains("\"epoch\":0,\"identities\":1,\"tokens\":0,\"recorded\":true"));
  }

  @Test
  void isNotReadyWhileAConfiguredKeyIsMissing() {
    // when
    bridge.start();

    // then
    eventually(
        "missing key named",
        () -> bridge.management("/readyz").body().contains("seal-bridge keys create root"));
    assertThat(bridge.management("/readyz").statusCode()).isEqualTo(503);
  }

  @Test
  void isNotReadyWhenAVersionNoLongerOpens() {
    // given
    bridge.key("root").startReady();

    // when the key is lost and the HSM has been reconnected
    bridge.hsm().token().lose("root-v1");
    bridge.hsm().token().goAway();
    bridge.hsm().token().comeBack();

    // then
    eventually("not ready", () -> bridge.management("/readyz").statusCode() == 503);
    assertThat(bridge.management("/readyz").body()).contains("key:root");
  }

  @Test
  void isNotAliveWhenEveryThreadOfTheHsmIsLost() {
    // given
    bridge.key("root").startReady();

    // when
    bridge.hsm().loseThreads(7);
    assertThat(bridge.management("/livez").statusCode()).isEqualTo(200);
    bridge.hsm().loseThreads(8);

    // then
    assertThat(bridge.management("/livez").statusCode()).isEqualTo(503);
  }

  @Test
  void showsVaultsClientsWhatTheyAskFirst() {
    // given
    bridge.key("root").startReady();

    // then
    assertThat(bridge.call("GET", "/v1/sys/health", "", "").statusCode()).isEqualTo(200);
    assertThat(bridge.call("HEAD", "/v1/sys/health?activecode=299", "", "").statusCode())
        .isEqualTo(299);
    assertThat(bridge.call("HEAD", "/v1/sys/health", "", "").body()).isEmpty();
    assertThat(bridge.call("GET", "/v1/sys/seal-status", "", "").body())
        .contains("\"sealed\":false", "\"version\":\"" + TestBridge.VERSION + "\"");
    assertThat(bridge.call("GET", "/v1/sys/leader", "", "").body())
        .contains("\"ha_enabled\":false");
    bridge.hsm().token().goAway();
    eventually(
        "sealed",
        () -> bridge.call("GET", "/v1/sys/health?sealedcode=298", "", "").statusCode() == 298);
  }

  @Test
  void countsRequestsRefusalsAndVersions() {
    // given
    bridge.key("root");
    String token = bridge.token("vault");
    bridge.startReady();

    // when
    bridge.call("PUT", SEAL, token, BODY);
    bridge.call("PUT", SEAL, "sbt_wrong", BODY);

    // then; a request is counted once its answer has gone
    eventually(
        "both counted", () -> bridge.management("/metrics").body().contains("status=\"403\""));
    assertThat(bridge.management("/metrics").body())
        .contains("seal_bridge_requests_seconds_count{operation=\"encrypt\",status=\"200\"} 1")
        .contains("seal_bridge_requests_seconds_bucket{operation=\"encrypt\",status=\"403\"")
        .contains("seal_bridge_refusals_total{reason=\"unknown or revoked token\"} 1")
        .contains("seal_bridge_key_latest_version{key=\"root\"} 1")
        .contains("seal_bridge_hsm_ready{hsm=\"primary\"} 1")
        .contains("seal_bridge_ready 1")
        .contains("seal_bridge_key_use_log_append_seconds_count")
        .contains("seal_bridge_alarms_total{code=\"DEGRADED_SEAL\"} 0");
  }

  @Test
  void servesNothingElse() {
    // given
    bridge.start();

    // then
    assertThat(bridge.management("/").statusCode()).isEqualTo(404);
    assertThat(bridge.management("/v1/sys/health").statusCode()).isEqualTo(404);
  }
}
