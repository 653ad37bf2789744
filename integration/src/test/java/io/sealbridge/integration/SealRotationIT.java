package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.TcpBalancer;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.RaftCluster;
import io.sealbridge.integration.vault.RaftMember;
import io.sealbridge.integration.vault.SealStanza;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clusters of three nodes move to a new version of their seal keys, before two bridges. */
class SealRotationIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String KEYS = "keys:\n  - name: root\n  - name: east\n";
  private static final String ACCESS =
      """
      access:
        - identity: west
          grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
        - identity: east
          grants: [ { keys: [east], operations: [encrypt, decrypt] } ]
        - identity: sidecar
          grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
        - identity: owner
          grants: [ { keys: [root, east], operations: [read, rotate] } ]
      """;
  private static final String SNAPSHOT =
      "path \"sys/storage/raft/snapshot\" { capabilities = [\"read\"] }";

  private static final String STEP_DOWN =
      "\npath \"sys/step-down\" { capabilities = [\"update\", \"sudo\"] }";

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void showsWhereBothProductsStandBeforeAndAfterARotation() {
    // given
    List<Bridge> bridges = bridges();
    RaftCluster west = cluster(bridges, Product.OPENBAO, "root", "west");
    RaftCluster east = cluster(bridges, Product.VAULT, "east", "east");
    SyncTool tool =
        tool(bridges)
            .token("west-token", west.token(SNAPSHOT))
            .token("east-token", east.token(SNAPSHOT));
    tool.describe(
        bridgeSection(bridges) + section("west", "root", west) + section("east", "east", east));

    // when
    CommandResult before = tool.run("status");

    // then
    assertThat(before.exitCode()).as(before.output()).isZero();
    assertThat(before.output())
        .contains("west: on the newest version, v1", "east: on the newest version, v1")
        .containsPattern(west.addresses().getFirst() + " +active +OpenBao .* transit +v1 +v1")
        .containsPattern(east.addresses().getLast() + " +standby +Vault .* transit +v1 +v1");

    // when: the bridges have a new version, and one node is gone
    bridges.getFirst().command("keys", "rotate", "root").orFail();
    west.nodes().getLast().kill();
    JsonNode behind =
        Eventually.get(
            "both bridges know version 2",
            LIMIT,
            () -> Optional.of(json(tool)).filter(seen -> newestOnEach(seen, "root", 2)));

    // then
    assertThat(behind.at("/clusters/0/verdict").asText()).isEqualTo("behind");
    assertThat(behind.at("/clusters/0/rootKey").asInt()).isEqualTo(1);
    assertThat(behind.at("/clusters/0/nodes/2/role").asText()).isEqualTo("unreachable");
    assertThat(behind.at("/clusters/1/verdict").asText()).isEqualTo("newest");
    assertThat(behind.at("/keys/0/needs/1/0").asText())
        .isEqualTo("the root key and recovery key of west");

    // when: another node becomes active
    stepDown(west);
    Eventually.until(
        "the new active node has wrapped its keys again",
        LIMIT,
        () -> json(tool).at("/clusters/0/recoveryKey").asInt() == 2);
    CommandResult after = tool.run("status");

    // then
    assertThat(after.exitCode()).as(after.output()).isZero();
    assertThat(after.output()).contains("west: on the newest version, v2");
  }

  @Test
  void movesBothProductsToANewVersionAndLosesNoActiveNode() {
    // given
    List<Bridge> bridges = bridges();
    RaftCluster west = cluster(bridges, Product.OPENBAO, "root", "west");
    RaftCluster east = cluster(bridges, Product.VAULT, "east", "east");
    SyncTool tool =
        tool(bridges)
            .token("west-token", west.token(SNAPSHOT + STEP_DOWN))
            .token("east-token", east.token(SNAPSHOT + STEP_DOWN));
    tool.describe(
        bridgeSection(bridges) + section("west", "root", west) + section("east", "east", east));
    int before = west.active().orElseThrow();

    // when: it is killed as soon as the first cluster has been asked to step down
    ManagedProcess killed = tool.start("rotate", "--yes");
    Eventually.until(
        "it steps a node down", LIMIT, () -> killed.output().contains("stepping down"));
    killed.kill();
    CommandResult resumed = tool.run("rotate", "--to", "2", "--yes");

    // then: the other run has gone on, and made no third version
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(resumed.output())
        .contains("west: on the newest version, v2", "east: on the newest version, v2")
        .doesNotContain("v3");
    assertThat(west.active()).isPresent().isNotEqualTo(Optional.of(before));
    assertThat(east.active()).isPresent();
    assertThat(tool.run("rotate", "--to", "2", "--yes").output()).contains("Nothing to do.");

    // when: nobody could take over
    west.nodes().get(before).kill();
    CommandResult refused = tool.run("rotate", "--yes", "--wait", "5");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains("nothing was changed", west.addresses().get(before) + " was not reached");
    assertThat(json(tool).at("/keys/0/newest").asInt()).isEqualTo(2);

    // when: the old version is to go
    CommandResult wanted = retire(tool);
    CommandResult given = retire(tool, "--accept-loss-of-backups-before", "2099-01-01T00:00:00Z");

    // then
    assertThat(wanted.exitCode()).as(wanted.output()).isEqualTo(3);
    assertThat(wanted.output()).contains("snapshots and backups from before", "need it");
    assertThat(given.exitCode()).as(given.output()).isEqualTo(3);
    assertThat(given.output()).contains("seal-bridge keys retire root --version 1");

    // when: the owner of the key does it
    bridges.getFirst().command("keys", "retire", "root", "--version", "1", "--yes").orFail();

    // then
    Eventually.until(
        "every bridge refuses version 1",
        LIMIT,
        () -> retire(tool).output().startsWith("Retired: every bridge refuses"));
  }

  @Test
  void explainsWhyOpenBaoWithoutRecoveryKeysDoesNotMove() {
    // given
    List<Bridge> bridges = bridges();
    RaftCluster west = cluster(bridges, Product.OPENBAO, "root", "west", 0);
    SyncTool tool = tool(bridges).token("west-token", west.token(SNAPSHOT + STEP_DOWN));
    tool.describe(bridgeSection(bridges) + section("west", "root", west));
    int before = west.active().orElseThrow();
    bridges.getFirst().command("keys", "rotate", "root").orFail();
    Eventually.until(
        "both bridges know version 2", LIMIT, () -> newestOnEach(json(tool), "root", 2));

    // when
    CommandResult refused = tool.run("rotate", "--to", "2", "--yes");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("without one OpenBao never wraps the root key again");
    assertThat(west.active()).contains(before);

    // when: it is done all the same
    stepDown(west);
    Eventually.until(
        "another node is active",
        LIMIT,
        () -> west.active().filter(active -> active != before).isPresent());

    // then: nothing was won
    assertThat(json(tool).at("/clusters/0/rootKey").asInt()).isEqualTo(1);
    assertThat(json(tool).at("/clusters/0/recoveryKey").isNull()).isTrue();
  }

  @Test
  void namesThePolicyLineThatItsTokenLacks() {
    // given
    List<Bridge> bridges = bridges();
    RaftCluster west = cluster(bridges, Product.OPENBAO, "root", "west");
    SyncTool tool =
        tool(bridges)
            .token("west-token", west.token("path \"other\" { capabilities = [\"read\"] }"));
    tool.describe(bridgeSection(bridges) + section("west", "root", west));

    // when
    CommandResult status = tool.run("status");

    // then
    assertThat(status.exitCode()).as(status.output()).isEqualTo(3);
    assertThat(status.output())
        .contains("west: not known: Vault refused GET sys/storage/raft/snapshot", SNAPSHOT)
        .doesNotContain(west.rootToken());
  }

  private List<Bridge> bridges() {
    Authority authority = scene.authority();
    SoftHsm hsm = scene.softHsm();
    Bridge first = scene.bridge("bridge-1", authority, hsm);
    Bridge second = scene.bridge("bridge-2", authority, hsm);
    first.configure(first.config().with("keys", KEYS).with("access", ACCESS));
    second.configure(
        second
            .config()
            .with("keys", KEYS)
            .with("access", ACCESS)
            .with("writer", "writer: bridge-1\n")
            .with("tokens", "tokens: { directory: " + first.folder().resolve("tokens") + " }\n"));
    first.createKey();
    first.command("keys", "create", "east").orFail();
    first.start();
    second.start();
    return List.of(first, second);
  }

  private RaftCluster cluster(List<Bridge> bridges, Product product, String key, String identity) {
    return cluster(bridges, product, key, identity, 1);
  }

  private RaftCluster cluster(
      List<Bridge> bridges, Product product, String key, String identity, int recoveryShares) {
    Bridge first = bridges.getFirst();
    TcpBalancer balancer =
        scene.closing(new TcpBalancer(bridges.stream().map(Bridge::port).toList()));
    SealStanza stanza =
        SealStanza.of("https://127.0.0.1:" + balancer.port(), key)
            .withAuthority(first.authority().certificateFile())
            .withToken(first.createToken(identity));
    RaftCluster cluster = scene.closing(new RaftCluster(product, scene.folder(), stanza));
    cluster.start(recoveryShares);
    return cluster;
  }

  private static CommandResult retire(SyncTool tool, String... more) {
    List<String> command =
        new ArrayList<>(List.of("retire", "root", "--version", "1", "--unused-for", "0s"));
    command.addAll(List.of(more));
    return tool.run(command.toArray(String[]::new));
  }

  private SyncTool tool(List<Bridge> bridges) {
    return new SyncTool(scene.folder().resolve("sync"))
        .token("bridge-token", bridges.getFirst().createToken("owner"));
  }

  private static String bridgeSection(List<Bridge> bridges) {
    return """
    bridge:
      nodes: [%s]
      caFile: "%s"
      login: { tokenFile: bridge-token }
    clusters:
    """
        .formatted(
            bridges.stream()
                .map(bridge -> "\"https://127.0.0.1:" + bridge.port() + "\"")
                .collect(Collectors.joining(", ")),
            bridges.getFirst().authority().certificateFile());
  }

  private static String section(String name, String key, RaftCluster cluster) {
    return "  - { name: %1$s, key: %2$s, nodes: [%3$s], login: { tokenFile: %1$s-token } }\n"
        .formatted(
            name,
            key,
            cluster.addresses().stream()
                .map(URI::toString)
                .map(address -> '"' + address + '"')
                .collect(Collectors.joining(", ")));
  }

  private static boolean newestOnEach(JsonNode status, String key, int version) {
    for (JsonNode candidate : status.path("keys")) {
      if (candidate.path("name").asText().equals(key)) {
        return candidate.at("/replicas/0/newest").asInt() == version
            && candidate.at("/replicas/1/newest").asInt() == version;
      }
    }
    return false;
  }

  private static JsonNode json(SyncTool tool) {
    CommandResult status = tool.run("status", "--output", "json");
    try {
      return new ObjectMapper().readTree(status.output());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + status.output(), e);
    }
  }

  private static void stepDown(RaftCluster cluster) {
    RaftMember active = cluster.nodes().get(cluster.active().orElseThrow());
    try (JsonHttp http = active.http(Optional.of(cluster.rootToken()))) {
      http.put("/v1/sys/step-down", Map.of()).expect(204);
    }
  }
}
