package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sealbridge.server.cli.TestCommandLine.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a management listener that says what each test wants. */
class HealthCommandTest {
  @TempDir Path folder;
  private TestCommandLine line;
  private HttpServer listener;

  @BeforeEach
  void listen() throws IOException {
    line = new TestCommandLine(folder);
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.start();
    manage("127.0.0.1");
  }

  @AfterEach
  void stop() {
    listener.stop(0);
  }

  @Test
  void saysReady() {
    // given
    answer("/readyz", 200, "{\"ready\":true,\"checks\":[{\"name\":\"log\",\"ok\":true}]}");

    // then
    Result result = line.run("health");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("ready\n");
  }

  @Test
  void reachesAListenerOnEveryAddress() throws IOException {
    // given
    manage("0.0.0.0");
    answer("/readyz", 200, "{\"ready\":true}");

    // then
    assertThat(line.run("health").code()).isZero();
  }

  @Test
  void saysWhatIsMissing() {
    // given
    answer(
        "/readyz",
        503,
        "{\"ready\":false,\"checks\":[{\"name\":\"log\",\"ok\":true,\"text\":\"writable\"},"
            + "{\"name\":\"hsm:primary\",\"ok\":false,\"text\":\"HSM_GONE\"}]}");

    // then
    Result result = line.run("health");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEqualTo("not ready\n  hsm:primary: HSM_GONE\n");
    assertThat(line.run("health", "--output", "json").out())
        .contains("\"ready\" : false", "HSM_GONE");
  }

  @Test
  void asksForLivenessAlone() {
    // given
    answer("/livez", 200, "{\"alive\":true}");
    answer("/readyz", 503, "{\"ready\":false}");

    // then
    assertThat(line.run("health", "--live").out()).isEqualTo("alive\n");
    assertThat(line.run("health").out()).isEqualTo("not ready\n");
  }

  @Test
  void saysThatNoBridgeAnswers() {
    // given
    listener.stop(0);

    // then
    Result result = line.run("health");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .contains("no bridge answers at http://127.0.0.1:", "Does \"seal-bridge serve\" run here");
  }

  @Test
  void namesTheOptionWhenNoConfigurationIsGiven() {
    // then
    Result result = line.runBare("health");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--config");
  }

  private void manage(String host) throws IOException {
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst(
                "management: .*",
                "management: { address: \"%s:%d\" }"
                    .formatted(host, listener.getAddress().getPort())));
  }

  private void answer(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    listener.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
