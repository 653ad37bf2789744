package io.sealbridge.integration.vault;

import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RaftCluster}. It joins those that were there before it by itself. */
public final class RaftMember implements AutoCloseable {
  private final Product product;
  private final String name;
  private final Path folder;
  private final int port = Ports.free();
  private final int clusterPort = Ports.free();
  private final Path configuration;
  private @Nullable ManagedProcess process;

  RaftMember(Product product, Path parent, String name, SealStanza seal, List<RaftMember> before) {
    this.product = product;
    this.name = name;
    this.folder = PrivateFiles.folder(parent.resolve(name));
    Path raft = PrivateFiles.folder(folder.resolve("raft"));
    String joins =
        String.join(
            "",
            before.stream()
                .map(node -> "  retry_join { leader_api_addr = \"" + node.address() + "\" }\n")
                .toList());
    this.configuration =
        PrivateFiles.write(
            folder.resolve("server.hcl"),
            """
            storage "raft" {
              path    = "%s"
              node_id = "%s"
              performance_multiplier = 1
            %s}
            listener "tcp" {
              address         = "127.0.0.1:%d"
              cluster_address = "127.0.0.1:%d"
              tls_disable     = true
            }
            api_addr     = "%s"
            cluster_addr = "http://127.0.0.1:%d"
            """
                    .formatted(raft, name, joins, port, clusterPort, address(), clusterPort)
                + product.extraConfiguration()
                + seal.hcl());
  }

  public void start() {
    process =
        ManagedProcess.start(
            name,
            folder.resolve("server.log"),
            List.of(product.binary().toString(), "server", "-config", configuration.toString()),
            Map.of());
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The status of {@code sys/health}: 200 active, 429 standby, 503 sealed; 0 without an answer. */
  public int health() {
    try (JsonHttp http = http(Optional.empty())) {
      return http.tryGet("/v1/sys/health").map(JsonHttp.Answer::status).orElse(0);
    }
  }

  public JsonHttp http(Optional<String> token) {
    return new JsonHttp(address(), token, Optional.empty());
  }

  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public String toString() {
    return product + " " + name;
  }
}
