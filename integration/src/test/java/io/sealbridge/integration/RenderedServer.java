package io.sealbridge.integration;

import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.ServerConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server whose configuration is a folder: storage and listener from here, the rest as it was
 * rendered.
 */
final class RenderedServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Product product;
  private final Path folder;
  private final List<String> prefix;
  private final int port = Ports.free();
  private final int clusterPort = Ports.free();
  private @Nullable ManagedProcess process;
  private Map<String, String> environment = Map.of();

  /** The server is started by {@code prefix}, which may be empty. */
  RenderedServer(Product product, Path folder, List<String> prefix) {
    this.product = product;
    this.folder = PrivateFiles.folder(folder);
    this.prefix = List.copyOf(prefix);
    PrivateFiles.folder(folder.resolve("raft"));
    PrivateFiles.write(
        PrivateFiles.folder(folder.resolve("configuration")).resolve("server.hcl"), basis());
  }

  private String basis() {
    return new ServerConfiguration(
            product, folder.resolve("raft"), "127.0.0.1:" + port, address(), clusterPort)
        .hcl();
  }

  /** Adds a file to the configuration. */
  void configure(String name, String content) {
    PrivateFiles.write(folder.resolve("configuration").resolve(name), content);
  }

  void environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts the server, or starts it again, and waits until it listens. */
  void start() {
    if (process != null) {
      process.terminate();
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            product.binary().toString(), "server", "-config=" + folder.resolve("configuration")));
    ManagedProcess started =
        ManagedProcess.start(
            product.toString(), folder.resolve("server.log"), command, environment);
    process = started;
    await("listens", started, answer -> true);
  }

  /** Has it initialised, which wraps its new root key by the seal. */
  void initialise() {
    try (JsonHttp http = http(Optional.empty())) {
      http.put("/v1/sys/init", Map.of("recovery_shares", 1, "recovery_threshold", 1)).expect(200);
    }
  }

  void awaitUnsealed() {
    await("is unsealed and active", running(), answer -> answer.status() == 200);
  }

  private void await(String what, ManagedProcess started, Predicate<JsonHttp.Answer> wanted) {
    try (JsonHttp http = http(Optional.empty())) {
      Eventually.until(
          product + " " + what,
          START,
          () -> {
            if (!started.isAlive()) {
              throw new AssertionError(product + " ended:\n" + started.tail());
            }
            return http.tryGet("/v1/sys/health").filter(wanted).isPresent();
          });
    }
  }

  String log() {
    return running().output();
  }

  JsonHttp http(Optional<String> token) {
    return new JsonHttp(address(), token, Optional.empty());
  }

  private ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException(product + " was never started");
    }
    return process;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
