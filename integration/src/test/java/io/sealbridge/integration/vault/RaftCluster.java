package io.sealbridge.integration.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.PrivateFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Three nodes of one server over raft that unseal themselves. */
public final class RaftCluster implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final int NODES = 3;

  private final List<RaftMember> nodes;
  private String rootToken = "";

  /** Nodes that are not started yet. */
  public RaftCluster(Product product, Path parent, SealStanza seal) {
    Path folder = PrivateFiles.folder(parent.resolve(product.name().toLowerCase(Locale.ROOT)));
    List<RaftMember> members = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      members.add(new RaftMember(product, folder, "node-" + number, seal, members));
    }
    nodes = List.copyOf(members);
  }

  /**
   * Starts them one after the other and waits until one is active, the others stand by, and each
   * has a vote: until then none of them takes over from the active one.
   */
  public void start(int recoveryShares) {
    nodes.getFirst().start();
    awaitHealth(nodes.getFirst(), 501);
    rootToken = initialise(recoveryShares);
    awaitHealth(nodes.getFirst(), 200);
    for (RaftMember later : nodes.subList(1, NODES)) {
      later.start();
      awaitHealth(later, 429);
    }
    Eventually.until(
        "each node has a vote", START, Duration.ofMillis(500), () -> voters() == NODES);
  }

  private long voters() {
    try (JsonHttp http = nodes.getFirst().http(Optional.of(rootToken))) {
      JsonNode servers =
          http.get("/v1/sys/storage/raft/configuration")
              .expect(200)
              .json()
              .at("/data/config/servers");
      return servers.findValues("voter").stream().filter(JsonNode::asBoolean).count();
    }
  }

  private String initialise(int recoveryShares) {
    try (JsonHttp http = nodes.getFirst().http(Optional.empty())) {
      JsonNode made =
          http.put(
                  "/v1/sys/init",
                  Map.of("recovery_shares", recoveryShares, "recovery_threshold", recoveryShares))
              .expect(200)
              .json();
      return made.path("root_token").asText();
    }
  }

  private static void awaitHealth(RaftMember node, int status) {
    Eventually.until(
        node + " answers sys/health with " + status, START, () -> node.health() == status);
  }

  public List<RaftMember> nodes() {
    return nodes;
  }

  public List<URI> addresses() {
    return nodes.stream().map(RaftMember::address).toList();
  }

  public String rootToken() {
    return rootToken;
  }

  /** The number of the node that is active now, from 0; nothing while none is. */
  public Optional<Integer> active() {
    return IntStream.range(0, NODES)
        .filter(index -> nodes.get(index).health() == 200)
        .boxed()
        .findFirst();
  }

  /** A token with this policy and no other. */
  public String token(String policy) {
    RaftMember active = nodes.get(active().orElseThrow());
    try (JsonHttp http = active.http(Optional.of(rootToken))) {
      http.put("/v1/sys/policies/acl/test", Map.of("policy", policy)).expect(204);
      return http.post("/v1/auth/token/create", Map.of("policies", List.of("test")))
          .expect(200)
          .json()
          .path("auth")
          .path("client_token")
          .asText();
    }
  }

  @Override
  public void close() {
    nodes.reversed().forEach(RaftMember::close);
  }
}
