package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Sends marked secrets down every path and looks for them in everything that comes out: logs at the
 * finest level, refusals, metrics, and every file that the bridge writes.
 */
class SecretsStayInsideTest {

  private static final String MARKER = "marked-secret-7f3a91c0";
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(MARKER.getBytes(StandardCharsets.UTF_8));
  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String OPEN = "/v1/transit/decrypt/root";

  /** Paths that take a body and must not show it. */
  private static final List<String> OTHERS =
      List.of(
          "rewrap/root",
          "datakey/wrapped/root",
          "random",
          "hash",
          "sign/p256",
          "verify/p256",
          "hmac/codes",
          "keys/new",
          "keys/p256/config",
          "keys/p256/trim",
          "keys/p256/csr",
          "keys/p256/set-certificate",
          "keys/new/import",
          "keys/new/import_version");

  @TempDir Path folder;

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final List<String> answered = new ArrayList<>();

  @Test
  void showsNoSecretAnywhereOutsideTheAnswerItWasAskedFor() throws IOException {
    // given
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    Everything everything = new Everything();
    everything.setContext(root.getLoggerContext());
    everything.start();
    root.addAppender(everything);
    root.setLevel(Level.TRACE);
    String token;
    String metrics;

    // when
    try (TestBridge bridge =
        new TestBridge(folder)
            .key("root")
            .key("other")
            .applicationKey("p256", KeyType.ECDSA_P256)
            .applicationKey("codes", KeyType.HMAC)) {
      token = bridge.token("operator");
      bridge.startReady();
      sendEverything(bridge, token);
      metrics = bridge.management("/metrics").body() + bridge.management("/readyz").body();
    } finally {
      root.setLevel(before);
      root.detachAppender(everything);
    }

    // then
    assertThat(logged).isNotEmpty();
    assertThat(String.join("\n", logged)).doesNotContain(MARKER, ENCODED, token, "sbt_");
    assertThat(String.join("\n", answered)).doesNotContain(MARKER, ENCODED, token);
    assertThat(metrics).doesNotContain(MARKER, ENCODED, token);
    assertThat(files()).doesNotContain(MARKER, ENCODED, token);
    assertThat(files()).contains("vault", "operator");
  }

  @Test
  void cannotBeSerialised() {
    try (SecretBytes secret = SecretBytes.copyOf(MARKER.getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(secret))
          .isInstanceOf(InvalidDefinitionException.class);
      assertThat(secret.toString()).doesNotContain(MARKER);
    }
  }

  private void sendEverything(TestBridge bridge, String token) {
    String good = "{\"plaintext\":\"" + ENCODED + "\"}";
    HttpResponse<String> sealed = bridge.call("PUT", SEAL, token, good);
    int from = sealed.body().indexOf("vault:v");
    String ciphertext = sealed.body().substring(from, sealed.body().indexOf('"', from));
    assertThat(bridge.call("PUT", OPEN, token, "{\"ciphertext\":\"" + ciphertext + "\"}").body())
        .contains(ENCODED);
    answered.add(sealed.body());
    for (String body : bodies()) {
      keep(bridge.call("PUT", SEAL, token, body), body);
      keep(bridge.call("PUT", OPEN, token, body), body);
      keep(bridge.call("PUT", "/v1/transit/keys/other/rotate", token, body), body);
      keep(bridge.call("PUT", "/v1/auth/token/renew-self", MARKER, body), body);
      for (String path : OTHERS) {
        keep(bridge.call("PUT", "/v1/transit/" + path, token, body), body);
      }
    }
    keep(bridge.call("PUT", SEAL, MARKER, good), "an unknown token");
    keep(bridge.call("PUT", "/v1/transit/encrypt/absent", token, good), "an unknown key");
    keep(authorized(bridge, "Bearer " + MARKER), "a bearer token");
    bridge.hsm().token().failNext("wrap", new HsmFault.Gone("C_Encrypt: CKR_DEVICE_ERROR"));
    keep(bridge.call("PUT", SEAL, token, good), "a fault");
    bridge.hsm().token().failNext("unwrap", new HsmFault.BadInput("C_Decrypt: CKR_DATA_INVALID"));
    keep(bridge.call("PUT", OPEN, token, "{\"ciphertext\":\"" + ciphertext + "\"}"), "a bad blob");
    bridge.hsm().token().goAway();
    keep(bridge.call("PUT", SEAL, token, good), "no HSM");
  }

  private void keep(HttpResponse<String> response, String what) {
    if (response.statusCode() >= 400) {
      answered.add(response.statusCode() + " to " + what.length() + ": " + response.body());
    } else if (!response.body().contains("client_token")) {
      answered.add(response.body());
    }
  }

  private static List<String> bodies() {
    return List.of(
        "{\"plaintext\":\"" + ENCODED,
        "{\"plaintext\":\"" + MARKER + "\"}",
        "{\"plaintext\":\"" + ENCODED + "\",\"plaintext\":\"" + ENCODED + "\"}",
        "{\"" + MARKER + "\":1,\"" + MARKER + "\":2}",
        "{\"" + MARKER + "\":1,\"plaintext\":\"YQ==\"}",
        "{\"ciphertext\":\"" + MARKER + "\"}",
        "{\"ciphertext\":\"vault:v1:" + ENCODED + "\"}",
        "{\"key_version\":\"" + MARKER + "\",\"plaintext\":\"YQ==\"}",
        "{\"context\":\"" + ENCODED + "\",\"plaintext\":\"YQ==\"}",
        "{\"associated_data\":\"" + MARKER + "\",\"plaintext\":\"YQ==\"}",
        "{\"batch_input\":[{\"plaintext\":\"" + ENCODED + "\"}]}",
        "{\"batch_input\":[{\"plaintext\":\"" + MARKER + "\"},{\"input\":\"" + MARKER + "\"}]}",
        "{\"batch_input\":[{\"" + MARKER + "\":\"" + ENCODED + "\"},\"" + MARKER + "\"]}",
        "{\"input\":\"" + ENCODED + "\"}",
        "{\"input\":\"" + ENCODED + "\",\"signature\":\"" + MARKER + "\"}",
        "{\"input\":\"" + ENCODED + "\",\"hash_algorithm\":\"" + MARKER + "\"}",
        "{\"type\":\"" + MARKER + "\",\"ciphertext\":\"" + ENCODED + "\"}",
        "{\"csr\":\"" + MARKER + "\",\"certificate_chain\":\"" + MARKER + "\"}",
        MARKER);
  }

  private static HttpResponse<String> authorized(TestBridge bridge, String value) {
    return bridge.send(
        HttpRequest.newBuilder(URI.create(bridge.url(SEAL)))
            .header("Authorization", value)
            .PUT(HttpRequest.BodyPublishers.ofString("{\"plaintext\":\"" + ENCODED + "\"}"))
            .build());
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private final class Everything extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      // The JDK's client logs nothing through here; what is seen is the bridge's side.
      logged.add(event.getFormattedMessage() + event.getKeyValuePairs());
      if (event.getThrowableProxy() != null) {
        logged.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }
}
