package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.JsonHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A break-in: somebody with the stolen token of a Vault opens a copy of its root key's blob, among
 * ten thousand ordinary uses through three replicas. The report names that one use.
 */
class BreakInIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCHES = 34;
  private static final int BATCH = 100;

  /** Not where the Vault is. */
  private static final String ATTACKER = "127.0.0.66";

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void theReportNamesTheUseThatWasNoVaults() throws IOException {
    // given
    List<Bridge> replicas = replicas();
    Bridge first = replicas.getFirst();
    String stolen = first.createToken("vault-token");
    String blob;
    try (TransitClient vault = first.transit(stolen)) {
      blob = vault.encrypt("a root key").ciphertext();
    }
    Instant from = Instant.now();
    replicas.forEach(replica -> ordinaryUses(replica, stolen));

    // when
    Instant attackBegan = Instant.now();
    attack(replicas.get(1), stolen, blob);
    Instant attackEnded = Instant.now();
    replicas.forEach(replica -> beat(replica, stolen));
    Instant to = Instant.now();
    replicas.forEach(Bridge::stop);

    // then
    JsonNode report = JSON.readTree(report(replicas, from, to, "json"));
    assertThat(report.path("trust").asInt()).isEqualTo(2);
    assertThat(report.path("uses")).hasSizeGreaterThan(3 * BATCHES * BATCH);
    List<JsonNode> unwraps =
        StreamSupport.stream(report.path("uses").spliterator(), false)
            .filter(use -> use.path("kind").asText().equals("unwrap"))
            .toList();
    assertThat(unwraps)
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.path("log").asText()).isEqualTo("test/bridge-2");
              assertThat(use.path("operation").asText()).isEqualTo("decrypt");
              assertThat(use.path("identity").asText()).isEqualTo("vault-token");
              assertThat(use.path("peer").asText()).startsWith(ATTACKER + ":");
              assertThat(use.path("result").asText()).isEqualTo("ok");
              assertThat(Instant.parse(use.path("at").asText()))
                  .isBetween(attackBegan, attackEnded);
              assertThat(use.path("madeBy").asText()).startsWith("test/bridge-1, entry ");
            });
    assertThat(report.path("anomalies").findValuesAsText("kind")).contains("FIRST_SEEN_ADDRESS");

    // and a person sees it in a browser
    String shown = shown(report(replicas, from, to, "html"));
    assertThat(shown).contains("<circle class=\"unwrap\"", ATTACKER, "Rekey Vault's root key");
  }

  private List<Bridge> replicas() {
    Authority authority = scene.authority();
    SoftHsm hsm = scene.softHsm();
    List<Bridge> replicas = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Bridge replica = scene.bridge("bridge-" + i, authority, hsm);
      if (i == 1) {
        replica.createKey();
        replica.command("keys", "create", "bridge-checkpoints").orFail();
      } else {
        Path tokens = replicas.getFirst().folder().resolve("tokens");
        replica.configure(
            replica
                .config()
                .with("writer", "writer: bridge-1\n")
                .with("tokens", "tokens: { directory: " + tokens + " }\n"));
      }
      replica.start();
      replicas.add(replica);
    }
    return replicas;
  }

  /** What an application would do, and a Vault's look at its seal. */
  private static void ordinaryUses(Bridge replica, String token) {
    List<Map<String, String>> items =
        Collections.nCopies(BATCH, Map.of("plaintext", "b3JkaW5hcnk="));
    try (JsonHttp http = replica.http(Optional.of(token))) {
      for (int i = 0; i < BATCHES; i++) {
        http.put("/v1/transit/encrypt/root", Map.of("batch_input", items)).expect(200);
      }
    }
    beat(replica, token);
  }

  private static void beat(Bridge replica, String token) {
    try (TransitClient vault = replica.transit(token)) {
      String sealed = vault.encrypt("heartbeat").ciphertext();
      assertThat(vault.decrypt(sealed).plaintext()).isEqualTo("heartbeat");
    }
  }

  private static void attack(Bridge replica, String token, String blob) {
    CommandResult opened =
        Command.run(
                List.of(
                    "curl",
                    "--silent",
                    "--fail",
                    "--interface",
                    ATTACKER,
                    "--cacert",
                    replica.authority().certificateFile().toString(),
                    "--header",
                    "X-Vault-Token: " + token,
                    "--data",
                    "{\"ciphertext\":\"" + blob + "\"}",
                    "https://127.0.0.1:" + replica.port() + "/v1/transit/decrypt/root"),
                Map.of())
            .orFail();
    assertThat(opened.output()).contains("plaintext");
  }

  private static String report(List<Bridge> replicas, Instant from, Instant to, String format) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("audit", "report", "--key", "root", "--format", format));
    command.addAll(List.of("--from", from.toString(), "--to", to.toString()));
    for (Bridge replica : replicas) {
      Path log = replica.folder().resolve("data/key-use");
      command.addAll(List.of("--log", log.toString(), "--vkey", log.resolve("keys").toString()));
    }
    CommandResult made = replicas.getFirst().command(command.toArray(String[]::new));
    assertThat(made.exitCode()).as(made.output()).isEqualTo(3);
    return made.output();
  }

  /** What a browser makes of the page. */
  private String shown(String page) throws IOException {
    Path file = Files.writeString(scene.folder().resolve("report.html"), page);
    return Command.run(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + scene.folder().resolve("browser"),
                "--screenshot=" + scene.folder().resolve("report.png"),
                "--dump-dom",
                file.toUri().toString()),
            Map.of())
        .orFail()
        .output();
  }
}
