package io.sealbridge.integration.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Two nodes of one server over raft: the first is active, the second stands by. */
public final class RaftPair implements AutoCloseable {
  private final Authority authority;
  private final RaftNode active;
  private final RaftNode standby;
  private final String rootToken;

  /** Starts both and waits until one leads and the other stands by. */
  public RaftPair(Product product, Path parent) {
    Path folder = PrivateFiles.folder(parent.resolve(product.name().toLowerCase(Locale.ROOT)));
    authority = Authority.create(folder.resolve("pki"));
    active = new RaftNode(product, folder, "node-1", authority);
    standby = new RaftNode(product, folder, "node-2", authority);
    JsonNode made = initialise();
    rootToken = made.path("root_token").asText();
    String key = made.path("keys").path(0).asText();
    active.unseal(key);
    active.awaitStatus("leads", "/v1/sys/health", 200);
    join();
    standby.unseal(key);
    standby.awaitStatus("stands by", "/v1/sys/health?standbyok=false", 429);
  }

  private JsonNode initialise() {
    try (JsonHttp http = active.http(Optional.empty())) {
      return http.put("/v1/sys/init", Map.of("secret_shares", 1, "secret_threshold", 1))
          .expect(200)
          .json();
    }
  }

  private void join() {
    try (JsonHttp http = standby.http(Optional.empty())) {
      http.post(
              "/v1/sys/storage/raft/join",
              Map.of(
                  "leader_api_addr",
                  active.address().toString(),
                  "leader_ca_cert",
                  Files.readString(authority.certificateFile())))
          .expect(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RaftNode active() {
    return active;
  }

  public RaftNode standby() {
    return standby;
  }

  public String rootToken() {
    return rootToken;
  }

  /** By which both nodes are trusted. */
  public Path certificateAuthority() {
    return authority.certificateFile();
  }

  @Override
  public void close() {
    standby.close();
    active.close();
  }
}
