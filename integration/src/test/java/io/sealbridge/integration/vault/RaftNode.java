package io.sealbridge.integration.vault;

import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Front;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.tls.TlsContexts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a {@link RaftPair}, with TLS. What it tells others of its two addresses are fronts, so
 * that either can be taken away.
 */
public final class RaftNode implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final String name;
  private final Authority authority;
  private final int port = Ports.free();
  private final int clusterPort = Ports.free();
  private final Front api = new Front(port);
  private final Front cluster = new Front(clusterPort);
  private final ManagedProcess process;

  RaftNode(Product product, Path parent, String name, Authority authority) {
    this.name = name;
    this.authority = authority;
    Path folder = PrivateFiles.folder(parent.resolve(name));
    PrivateFiles.folder(folder.resolve("raft"));
    Path configuration =
        PrivateFiles.write(
            folder.resolve("server.hcl"),
            configuration(folder, authority.issue(name)) + product.extraConfiguration());
    process =
        ManagedProcess.start(
            name,
            folder.resolve("server.log"),
            List.of(product.binary().toString(), "server", "-config", configuration.toString()),
            Map.of());
    awaitStatus("listens", "/v1/sys/seal-status", 200);
  }

  private String configuration(Path folder, Identity identity) {
    return """
    storage "raft" {
      path    = "%s"
      node_id = "%s"
      performance_multiplier = 1
    }
    listener "tcp" {
      address         = "127.0.0.1:%d"
      cluster_address = "127.0.0.1:%d"
      tls_cert_file   = "%s"
      tls_key_file    = "%s"
    }
    api_addr     = "%s"
    cluster_addr = "%s"
    """
        .formatted(
            folder.resolve("raft"),
            name,
            port,
            clusterPort,
            identity.certificate(),
            identity.key(),
            api.address(),
            cluster.address());
  }

  /** Its own, which no front can take away. */
  public URI address() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Where it says that its API is. */
  public Front api() {
    return api;
  }

  /** Where it says that other nodes reach it. */
  public Front cluster() {
    return cluster;
  }

  /** Requests with {@code token}. */
  public JsonHttp http(Optional<String> token) {
    return new JsonHttp(
        address(), token, Optional.of(TlsContexts.trusting(authority.certificate())));
  }

  void unseal(String key) {
    try (JsonHttp http = http(Optional.empty())) {
      http.put("/v1/sys/unseal", Map.of("key", key)).expect(200);
    }
  }

  /** Waits until the path answers with {@code status}. */
  void awaitStatus(String what, String path, int status) {
    try (JsonHttp http = http(Optional.empty())) {
      Eventually.until(
          name + " " + what,
          START,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(name + " ended:\n" + process.tail());
            }
            return http.tryGet(path).filter(answer -> answer.status() == status).isPresent();
          });
    }
  }

  @Override
  public void close() {
    process.close();
    api.close();
    cluster.close();
  }
}
