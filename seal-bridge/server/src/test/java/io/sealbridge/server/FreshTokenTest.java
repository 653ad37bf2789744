package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token counts from the moment in which it was made, however seldom the folder is read. */
class FreshTokenTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() {
    pki.server().write(folder, "tls");
    bridge =
        new TestBridge(folder)
            .refreshing("1m")
            .listeners(
                """
                listeners:
                  - { name: plain, address: "127.0.0.1:0" }
                  - name: tls
                    address: 127.0.0.1:0
                    tls: { certificate: tls.crt, key: tls.key }
                """)
            .key("root")
            .startReady();
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void countsAtItsFirstRequestAlsoShortlyAfterAnotherUnknownOne() {
    assertThat(bridge.call("PUT", SEAL, bridge.token("vault"), BODY).statusCode()).isEqualTo(200);
    assertThat(bridge.call("PUT", SEAL, "sbt_unknown", BODY).statusCode()).isEqualTo(403);
    assertThat(bridge.call("PUT", SEAL, bridge.token("vault"), BODY).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void losesNothingOfALongBodyWhileItLooks(HttpClient.Version version) {
    String plaintext = "YWFh".repeat(100_000);

    HttpResponse<String> answer =
        tls(version, bridge.token("vault"), "{\"plaintext\":\"" + plaintext + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.body()).hasSizeGreaterThan(plaintext.length());
  }

  @Test
  void goesOnWithTheNextRequestOfTheConnection() {
    String token = bridge.token("vault");
    try (RawConnection connection = RawConnection.tcp(bridge.port("plain"))) {
      connection.put(SEAL, "sbt_unknown", BODY).put(SEAL, token, BODY);

      assertThat(connection.answer()).startsWith("HTTP/1.1 403");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void readsTheFolderOnceForManyStrangers() {
    // given
    long before = System.nanoTime();

    // when
    List<Integer> statuses;
    try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
      statuses =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> bridge.call("PUT", SEAL, "sbt_stranger" + i, BODY).statusCode(),
                          strangers))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }

    // then
    assertThat(statuses).hasSize(40).containsOnly(403);
    long looks = looks();
    long seconds = Duration.ofNanos(System.nanoTime() - before).toSeconds();
    assertThat(looks).isBetween(1L, seconds + 2);
  }

  private long looks() {
    return bridge
        .management("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("seal_bridge_tokens_looks_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> tls(HttpClient.Version version, String token, String body) {
    try (HttpClient client = HttpClient.newBuilder().sslContext(pki.client()).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + bridge.port("tls") + SEAL))
              .timeout(Duration.ofSeconds(10))
              .version(version)
              .header("X-Vault-Token", token)
              .PUT(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
