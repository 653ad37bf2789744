package io.sealbridge.integration.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of OpenBao or Vault with raft storage in its own folder, which survives restarts. Plain
 * HTTP on an address of this machine: what is tested is the way to the bridge, or that of pods.
 */
public final class VaultServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Product product;
  private final Path folder;
  private final String host;
  private final int port = Ports.free();
  private final int clusterPort = Ports.free();
  private SealStanza seal;
  private @Nullable ManagedProcess process;
  private Optional<Initialised> initialised = Optional.empty();

  public VaultServer(Product product, Path folder, SealStanza seal) {
    this(product, folder, seal, "127.0.0.1");
  }

  /** Listens on the address {@code host}. */
  public VaultServer(Product product, Path folder, SealStanza seal, String host) {
    this.product = product;
    this.host = host;
    this.folder = PrivateFiles.folder(folder);
    this.seal = seal;
    PrivateFiles.folder(folder.resolve("raft"));
  }

  /** Starts the server; it may end soon if it does not reach its seal. */
  public ManagedProcess launch(Map<String, String> environment) {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException(product + " is running already");
    }
    Path configuration = PrivateFiles.write(folder.resolve("server.hcl"), configuration());
    process =
        ManagedProcess.start(
            product.toString(),
            folder.resolve("server.log"),
            List.of(product.binary().toString(), "server", "-config", configuration.toString()),
            environment);
    return process;
  }

  /** Starts the server and waits until it listens. */
  public void start() {
    ManagedProcess started = launch(Map.of());
    awaitListening(started);
  }

  public void awaitListening(ManagedProcess started) {
    try (JsonHttp http = http()) {
      Eventually.until(
          product + " listens",
          START,
          () -> {
            if (!started.isAlive()) {
              throw new AssertionError(product + " ended at its start:\n" + started.tail());
            }
            return http.tryGet("/v1/sys/seal-status").isPresent();
          });
    }
  }

  public Initialised initialise() {
    try (JsonHttp http = http()) {
      JsonNode answer =
          http.put("/v1/sys/init", Map.of("recovery_shares", 1, "recovery_threshold", 1))
              .expect(200)
              .json();
      List<String> keys = new ArrayList<>();
      answer.path("recovery_keys_base64").forEach(key -> keys.add(key.asText()));
      Initialised result = new Initialised(answer.path("root_token").asText(), keys);
      initialised = Optional.of(result);
      return result;
    }
  }

  public String rootToken() {
    return initialised.orElseThrow().rootToken();
  }

  /** Waits until the server is unsealed and leads, so that it takes writes. */
  public void awaitUnsealed() {
    try (JsonHttp http = http()) {
      Eventually.until(
          product + " is unsealed and active; its log ends with\n" + running().tail(),
          START,
          () -> http.tryGet("/v1/sys/health").filter(answer -> answer.status() == 200).isPresent());
    }
  }

  public boolean isSealed() {
    try (JsonHttp http = http()) {
      return http.get("/v1/sys/seal-status").expect(200).json().path("sealed").asBoolean();
    }
  }

  public void stop() {
    running().terminate();
  }

  public void restart() {
    stop();
    start();
  }

  /** The stanza that counts from the next start on. */
  public void reconfigure(SealStanza other) {
    seal = other;
  }

  public SealStanza seal() {
    return seal;
  }

  public URI address() {
    return URI.create("http://" + host + ":" + port);
  }

  public ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException(product + " was never started");
    }
    return process;
  }

  /** The public driver, with the root token once there is one. */
  public Vault driver() {
    try {
      VaultConfig config = new VaultConfig().address(address().toString()).engineVersion(1);
      initialised.ifPresent(known -> config.token(known.rootToken()));
      return Vault.create(config.build());
    } catch (VaultException e) {
      throw new AssertionError(e);
    }
  }

  public void writeSecret(String name, String value) {
    try {
      driver().logical().write("secret/" + name, Map.of("value", value));
    } catch (VaultException e) {
      throw new AssertionError(e);
    }
  }

  public @Nullable String readSecret(String name) {
    try {
      return driver().logical().read("secret/" + name).getData().get("value");
    } catch (VaultException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until the secret reads as {@code value}, after something that takes effect in time. */
  public String awaitSecret(String name, String value) {
    return Eventually.get(
        name + " reads " + value,
        START,
        () -> Optional.ofNullable(readSecret(name)).filter(value::equals));
  }

  /** Mounts a key-value engine at {@code secret}, to see that the server serves. */
  public void mountSecrets() {
    try (JsonHttp http = http()) {
      http.put("/v1/sys/mounts/secret", Map.of("type", "kv")).expect(204);
    }
  }

  public Snapshot saveSnapshot() {
    try (JsonHttp http = http()) {
      return new Snapshot(http.get("/v1/sys/storage/raft/snapshot").expect(200).body());
    }
  }

  public void restoreSnapshot(Snapshot snapshot) {
    try (JsonHttp http = http()) {
      http.post("/v1/sys/storage/raft/snapshot", snapshot.bytes()).expect(204);
    }
  }

  public RecoveryKeys recoveryKeys() {
    return new RecoveryKeys(product, http());
  }

  /** The status of a request with {@code token} that only a root token is allowed. */
  public int statusOfRootOnlyRequest(String token) {
    try (JsonHttp http = new JsonHttp(address(), Optional.of(token), Optional.empty())) {
      return http.get("/v1/sys/auth").status();
    }
  }

  /** Whatever else the server is asked, with the root token once there is one. */
  public JsonHttp http() {
    return new JsonHttp(address(), initialised.map(Initialised::rootToken), Optional.empty());
  }

  private String configuration() {
    return new ServerConfiguration(
                product, folder.resolve("raft"), host + ":" + port, address(), clusterPort)
            .hcl()
        + seal.hcl();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
