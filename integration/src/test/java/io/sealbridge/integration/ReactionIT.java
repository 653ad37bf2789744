package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.JsonHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas on one HSM, and somebody who has to stop a key or a caller at once. */
class ReactionIT {
  @RegisterExtension final Scene scene = new Scene();

  private Bridge first;
  private Bridge second;
  private String token = "";
  private Path thawKey = Path.of("");

  @BeforeEach
  void startTwoReplicas() {
    Authority authority = scene.authority();
    SoftHsm hsm = scene.softHsm();
    first = scene.bridge("bridge-1", authority, hsm);
    second = scene.bridge("bridge-2", authority, hsm);
    thawKey = first.folder().resolve("thaw.key");
    Path thawPublicKey = PrivateFiles.folder(first.folder()).resolve("thaw.pub");
    openssl("genpkey", "-algorithm", "ed25519", "-out", thawKey.toString());
    openssl("pkey", "-in", thawKey.toString(), "-pubout", "-out", thawPublicKey.toString());
    String shared =
        """
        states: { refresh: 1s }
        thawKeys: [ %s ]
        replicas:
          - { name: bridge-1, management: "%s" }
          - { name: bridge-2, management: "%s" }
        """
            .formatted(thawPublicKey, first.management(), second.management());
    first.configure(first.config().with("shared", shared));
    second.configure(
        second
            .config()
            .with("writer", "writer: bridge-1\n")
            .with("tokens", "tokens: { directory: " + first.folder().resolve("tokens") + " }\n")
            .with("shared", shared));
    first.createKey();
    first.start();
    second.start();
    token = first.createToken("vault-token");
    awaitKnown(second);
  }

  /** The other replica finds the token by itself. */
  private void awaitKnown(Bridge replica) {
    try (JsonHttp http = replica.http(Optional.of(token))) {
      Eventually.until(
          "the other replica takes the token",
          Duration.ofSeconds(60),
          () ->
              http.tryGet("/v1/auth/token/lookup-self")
                  .filter(answer -> answer.status() == 200)
                  .isPresent());
    }
  }

  @Test
  void aFreezeIsAcknowledgedWhenEveryReplicaRefusesAndOnlyASignatureEndsIt() {
    try (Load load = new Load(List.of(first.transit(token), second.transit(token)))) {
      // when
      load.awaitSuccesses();
      CommandResult frozen = first.command("keys", "freeze", "root");
      load.markNow();

      // then
      assertThat(frozen.exitCode()).as(frozen.output()).isZero();
      assertThat(frozen.output())
          .containsPattern("bridge-1 .*yes")
          .containsPattern("bridge-2 .*yes");
      assertThat(load.statusesBegunAfterMark()).containsOnly(403);
    }

    // when somebody who has the PIN leaves the thaw keys out
    String shared = first.config().section("shared");
    first.configure(first.config().with("shared", shared.replaceAll("thawKeys.*\n", "")));
    CommandResult byPin = first.command("keys", "thaw", "root", "--timeout", "5s");
    first.configure(first.config().with("shared", shared));

    // then
    assertThat(byPin.exitCode()).isEqualTo(1);
    assertThat(byPin.output())
        .contains("the key stays frozen: no signature of a thaw key ends the freeze of serial 2");
    assertThat(statuses()).containsOnly(403);

    // when
    CommandResult signed = thawBySignature();

    // then
    assertThat(signed.exitCode()).as(signed.output()).isZero();
    assertThat(statuses()).containsOnly(200);
    for (Bridge replica : List.of(first, second)) {
      assertThat(statesSeen(replica))
          .containsExactly("1 in use", "2 frozen", "3 frozen, held", "4 in use, signed");
    }
  }

  @Test
  void aReplicaThatDoesNotAnswerIsNamedAndTheChangeStands() {
    // given
    signal("-STOP", second);

    // when
    CommandResult frozen = first.command("keys", "freeze", "root", "--timeout", "4s");

    // then
    assertThat(frozen.exitCode()).isEqualTo(1);
    assertThat(frozen.output())
        .containsPattern("bridge-1 .*yes, after")
        .containsPattern("bridge-2 .*NO: no answer within")
        .contains("1 of 2 replicas have not acknowledged within 4s: bridge-2.")
        .contains("The change itself stands");

    // when
    signal("-CONT", second);
    CommandResult confirmed = first.command("keys", "confirm", "root");

    // then
    assertThat(confirmed.exitCode()).as(confirmed.output()).isZero();
    assertThat(statuses()).containsOnly(403);

    // when a replica starts anew while somebody has ended the freeze by the PIN alone
    second.stop();
    String shared = first.config().section("shared");
    first.configure(first.config().with("shared", shared.replaceAll("thawKeys.*\n", "")));
    first.command("keys", "thaw", "root", "--no-wait").orFail();
    first.configure(first.config().with("shared", shared));
    second.start();

    // then
    assertThat(statuses()).containsOnly(403);
  }

  @Test
  void aRevocationCountsOnLivingConnectionsOfEveryReplicaWhenTheCommandEnds() {
    try (TransitClient one = first.transit(token);
        TransitClient other = second.transit(token)) {
      // given
      assertThat(one.encrypt("x").status()).isEqualTo(200);
      assertThat(other.encrypt("x").status()).isEqualTo(200);

      // when
      first.command("access", "revoke", "vault-token", "--reason", "seen", "--yes").orFail();

      // then
      assertThat(one.encrypt("x").status()).isEqualTo(403);
      assertThat(other.encrypt("x").status()).isEqualTo(403);

      // when
      first.command("access", "raise-epoch", "--yes").orFail();
      first.command("access", "restore", "vault-token").orFail();

      // then
      assertThat(one.encrypt("x").status()).isEqualTo(200);
      assertThat(other.encrypt("x").status()).isEqualTo(200);
    }
    for (Bridge replica : List.of(first, second)) {
      assertThat(
              entries(replica, "reload")
                  .filter(entry -> entry.path("what").asText().equals("revocations"))
                  .map(entry -> entry.path("identities") + " " + entry.path("epoch").asInt()))
          .containsExactly("[\"vault-token\"] 0", "[\"vault-token\"] 1", "[] 1");
    }
  }

  private CommandResult thawBySignature() {
    String text = first.command("keys", "thaw", "root", "--request").orFail().output();
    Path request = PrivateFiles.write(first.folder().resolve("thaw.txt"), text);
    Path signature = first.folder().resolve("thaw.sig");
    openssl(
        "pkeyutl",
        "-sign",
        "-rawin",
        "-inkey",
        thawKey.toString(),
        "-in",
        request.toString(),
        "-out",
        signature.toString());
    return first.command("keys", "thaw", "root", "--signature", signature.toString());
  }

  private List<Integer> statuses() {
    try (TransitClient one = first.transit(token);
        TransitClient other = second.transit(token)) {
      return List.of(one.encrypt("x").status(), other.encrypt("x").status());
    }
  }

  private static List<String> statesSeen(Bridge replica) {
    return entries(replica, "state-seen")
        .filter(entry -> entry.path("key").asText().equals("root"))
        .map(
            entry ->
                entry.path("serial").asLong()
                    + (entry.path("frozen").asBoolean() ? " frozen" : " in use")
                    + (entry.has("heldFrozen") ? ", held" : "")
                    + (entry.has("thawedBy") ? ", signed" : ""))
        .toList();
  }

  private static Stream<JsonNode> entries(Bridge replica, String kind) {
    return replica.keyUses().stream().filter(entry -> entry.path("kind").asText().equals(kind));
  }

  private static void signal(String signal, Bridge replica) {
    Command.run(List.of("kill", signal, Long.toString(replica.running().pid())), Map.of()).orFail();
  }

  private static void openssl(String... arguments) {
    Command.run(Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList(), Map.of())
        .orFail();
  }
}
