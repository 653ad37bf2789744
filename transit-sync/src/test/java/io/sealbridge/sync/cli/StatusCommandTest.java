package io.sealbridge.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.vault.FakeVault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StatusCommandTest {
  private static final String UNSEALED =
      """
      {"type":"transit","initialized":true,"sealed":false,"version":"2.7.2",
       "commit_date":"2026-10-26T20:32:27Z","storage_type":"raft","recovery_seal":true}""";
  private static final String SEALED =
      """
      {"type":"transit","initialized":true,"sealed":true,"version":"2.7.2",
       "commit_date":"2026-10-26T20:32:27Z","storage_type":"raft","recovery_seal":true}""";

  @TempDir Path folder = Path.of("unset");
  private final FakeVault vault = new FakeVault();
  private final FakeVault standby = new FakeVault();
  private final FakeVault bridge = new FakeVault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void close() {
    vault.close();
    standby.close();
    bridge.close();
  }

  @Test
  void namesThePolicyLineThatASnapshotNeeds() throws IOException {
    // given
    active("raft");
    bridgeKnows();
    vault.answering(
        "GET /v1/sys/storage/raft/snapshot", 403, "{\"errors\":[\"permission denied\"]}");
    standby.answering("GET /v1/sys/seal-status", 200, SEALED);

    // when
    int code = status();

    // then
    assertThat(code).isEqualTo(3);
    assertThat(out.toString())
        .contains("west     " + vault.address() + "  active  OpenBao 2.7.2  transit  unknown")
        .contains("west     " + standby.address() + "  sealed  OpenBao 2.7.2  transit  -")
        .contains(
            "west: not known: Vault refused GET sys/storage/raft/snapshot",
            "path \"sys/storage/raft/snapshot\" { capabilities = [\"read\"] }",
            "v1       1970-01-01T00:00:10Z  2026-11-27T03:00:00Z vault-a")
        .doesNotContain("cluster-token", "bridge-token");
  }

  @Test
  void saysWhatCannotBeKnownOfOtherStorage() throws IOException {
    // given
    active("postgresql");
    bridgeKnows();

    // when
    int code = status("--output", "json");

    // then
    JsonNode seen = new ObjectMapper().readTree(out.toString());
    assertThat(code).isEqualTo(3);
    assertThat(seen.path("newest").asBoolean(true)).isFalse();
    assertThat(seen.at("/clusters/0/verdict").asText()).isEqualTo("unknown");
    assertThat(seen.at("/clusters/0/notRead").asText())
        .contains("its storage is postgresql, and only raft gives a snapshot");
    assertThat(seen.at("/keys/0/replicas/0/versions/1/uses/decrypt/identity").asText())
        .isEqualTo("vault-a");
    assertThat(vault.askedLines()).doesNotContain("GET /v1/sys/storage/raft/snapshot");
  }

  @Test
  void goesOnWithoutABridgeAndSaysWhichOne() throws IOException {
    active("raft");
    bridge.answering("GET /v1/transit/keys/root", 403, "{\"errors\":[\"permission denied\"]}");

    assertThat(status()).isEqualTo(3);
    assertThat(out.toString())
        .contains(bridge.address() + ": Vault refused GET transit/keys/root")
        .contains("west: not known: no bridge told which version of root is the newest");
  }

  @Test
  void endsWithTwoForAFileThatIsWrong() {
    assertThat(run("status", "--file", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("transit-sync: ").contains("there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "rotate", "retire", "schema"})
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: transit-sync " + command);
  }

  private void active(String storage) {
    vault
        .answering("GET /v1/sys/seal-status", 200, UNSEALED.replace("raft", storage))
        .answering(
            "GET /v1/sys/leader",
            200,
            "{\"ha_enabled\":true,\"is_self\":true,\"leader_address\":\"http://vault-0:8200\"}");
    standby.answering("GET /v1/sys/seal-status", 200, SEALED);
  }

  private void bridgeKnows() {
    bridge
        .answering(
            "GET /v1/transit/keys/root",
            200,
            "{\"data\":{\"latest_version\":1,\"min_decryption_version\":1,\"keys\":{\"1\":10}}}")
        .answering(
            "GET /v1/sys/seal-bridge/usage/root",
            200,
            """
            {"data":{"since":"2026-11-27T02:00:00Z","versions":{"1":{"operations":{"decrypt":
             {"last_used":"2026-11-27T03:00:00.5Z","identity":"vault-a"}}}}}}""");
  }

  private int status(String... options) throws IOException {
    Files.writeString(folder.resolve("cluster-token"), "cluster-token");
    Files.writeString(folder.resolve("bridge-token"), "bridge-token");
    Path file =
        Files.writeString(
            folder.resolve("sync.yaml"),
            """
            bridge: { nodes: ["%s"], login: { tokenFile: bridge-token } }
            clusters:
              - name: west
                key: root
                nodes: ["%s", "%s"]
                login: { tokenFile: cluster-token }
            """
                .formatted(bridge.address(), vault.address(), standby.address()));
    List<String> command = new ArrayList<>(List.of("status", "--file", file.toString()));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  private int run(String... command) {
    Surroundings surroundings =
        new Surroundings(
            "test", Clock.systemUTC(), new BufferedReader(new StringReader("")), false);
    CommandLine commands = Commands.of(surroundings);
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commands.execute(command);
  }
}
