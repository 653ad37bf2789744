package io.sealbridge.integration.vault;

import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenBao or Vault in memory, unsealed from the start, for tests of what talks to its API. */
public final class DevelopmentServer implements AutoCloseable {
  public static final String ROOT_TOKEN = "root";

  private static final Pattern UNSEAL_KEY = Pattern.compile("Unseal Key: (\\S+)");
  private static final Duration START = Duration.ofMinutes(1);

  private final URI address;
  private final ManagedProcess process;

  private DevelopmentServer(URI address, ManagedProcess process) {
    this.address = address;
    this.process = process;
  }

  /** Starts one and waits until it serves. */
  public static DevelopmentServer start(Product product, Path parent) {
    Path folder = PrivateFiles.folder(parent.resolve(product.name().toLowerCase(Locale.ROOT)));
    String listen = "127.0.0.1:" + Ports.free();
    ManagedProcess process =
        ManagedProcess.start(
            product.toString(),
            folder.resolve("server.log"),
            List.of(
                product.binary().toString(),
                "server",
                "-dev",
                "-dev-no-store-token",
                "-dev-root-token-id=" + ROOT_TOKEN,
                "-dev-listen-address=" + listen),
            Map.of("HOME", folder.toString()));
    DevelopmentServer server = new DevelopmentServer(URI.create("http://" + listen), process);
    server.awaitReady(product);
    return server;
  }

  private void awaitReady(Product product) {
    try (JsonHttp http = http()) {
      Eventually.until(
          product + " serves; its log ends with\n" + process.tail(),
          START,
          () ->
              http.tryGet("/v1/secret/config")
                  .filter(answer -> answer.status() == 200)
                  .isPresent());
    }
  }

  public URI address() {
    return address;
  }

  /** Plain requests with the root token. */
  public JsonHttp http() {
    return new JsonHttp(address, Optional.of(ROOT_TOKEN), Optional.empty());
  }

  /** Seals it until {@link #unseal}. */
  public void seal() {
    try (JsonHttp http = http()) {
      http.put("/v1/sys/seal", Map.of()).expect(204);
    }
  }

  /** With the one key that a server for development prints at its start. */
  public void unseal() {
    Matcher key = UNSEAL_KEY.matcher(process.output());
    if (!key.find()) {
      throw new AssertionError("no unseal key in its log: " + process.tail());
    }
    try (JsonHttp http = http()) {
      http.put("/v1/sys/unseal", Map.of("key", key.group(1))).expect(200);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
