package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.cli.TestCommandLine.Result;
import io.sealbridge.server.reaction.FakeReplica;
import io.sealbridge.server.reaction.ReplicaState;
import io.sealbridge.server.revocation.DenyListFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReactionCommandsTest {
  @TempDir Path folder;
  private TestCommandLine line;
  private final FakeReplica replica = new FakeReplica();

  @BeforeEach
  void makeAKey() {
    line = new TestCommandLine(folder);
    assertThat(line.run("keys", "create", "root").code()).isZero();
  }

  @AfterEach
  void stop() {
    replica.close();
  }

  @Test
  void aFreezeEndsWellWhenEachListedReplicaHasAcknowledged() {
    listReplica("bridge-1");
    replica.says(FakeReplica.state("bridge-1", 2, true, true));

    Result frozen = line.run("keys", "freeze", "root");

    assertThat(frozen.code()).as(frozen.err()).isZero();
    assertThat(frozen.out())
        .contains("FROZEN")
        .containsPattern("bridge-1 +" + replica.uri() + " +yes, after")
        .doesNotContain("others are not in");
  }

  @Test
  void aFreezeThatIsNotAcknowledgedStandsAndFails() throws IOException {
    replica.says(FakeReplica.state("bridge-1", 1, false, true));

    Result frozen = ask("keys", "freeze", "root", "-o", "json", "--timeout", "300ms");

    assertThat(frozen.code()).isEqualTo(ExitCode.FAILED);
    JsonNode json = new ObjectMapper().readTree(frozen.out());
    assertThat(json.path("frozen").asBoolean()).isTrue();
    assertThat(json.path("acknowledged").asBoolean()).isFalse();
    assertThat(json.path("allReplicasKnown").asBoolean()).isFalse();
    assertThat(json.at("/replicas/0/lacking").asText()).contains("not yet by 2");
    assertThat(frozen.err())
        .contains(
            "1 of 1 replicas have not acknowledged within 300ms",
            "The change itself stands",
            "seal-bridge keys confirm root");
  }

  @Test
  void confirmAsksWithoutChangingAnything() {
    line.run("keys", "freeze", "root", "--no-wait");
    replica.says(FakeReplica.state("bridge-1", 2, true, true));

    assertThat(ask("keys", "confirm", "root").code()).isZero();
    replica.says(FakeReplica.state("bridge-1", 1, false, true));
    assertThat(ask("keys", "confirm", "root", "--timeout", "300ms").code())
        .isEqualTo(ExitCode.FAILED);
    assertThat(line.run("keys", "list").out()).contains("FROZEN");
  }

  @Test
  void withoutAskingNothingIsProven() {
    assertThat(line.run("keys", "freeze", "root", "--no-wait").out())
        .contains("FROZEN", "no replica was asked (--no-wait), so nothing is proven");
  }

  @Test
  void aRevocationEndsWellWhenTheSameFileIsInForce() throws Exception {
    line.run("access", "revoke", "vault-a", "--yes", "--no-wait");
    String sha256 =
        new DenyListFile(folder.resolve("revocations.yaml")).read().orElseThrow().sha256();
    ReplicaState.Key key = FakeReplica.state("bridge-1", 1, false, true).keys().getFirst();
    replica.says(
        FakeReplica.state(
            "bridge-1", key, new ReplicaState.Denied(sha256, 0, 1, 0, Optional.empty(), true)));

    assertThat(ask("access", "confirm").code()).isZero();
    Result token = ask("access", "revoke-token", "0123456789abcdef", "--timeout", "300ms");
    assertThat(token.code()).isEqualTo(ExitCode.FAILED);
    assertThat(token.out()).contains("token 0123456789abcdef is denied", "another deny list");
    assertThat(token.err()).contains("seal-bridge access confirm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--replica bridge-1:8211 | must be http://host:port",
        "--replica http://a@bridge-1:8211 | must be http://host:port",
        "--timeout soon | --timeout",
        "--timeout 2h | --timeout",
        "--timeout 5s | management.address has port 0",
      })
  void whatCannotBeAskedIsRefusedBeforeAnythingIsChanged(String options, String says) {
    Result result = line.run(("keys freeze root " + options).split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(says);
    assertThat(line.run("keys", "list").out()).doesNotContain("FROZEN");
  }

  @Test
  void thawsByThePinAloneOnlyWhereNoThawKeyIsConfigured() throws Exception {
    line.run("keys", "freeze", "root", "--no-wait");
    configureThawKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());

    Result refused = line.run("keys", "thaw", "root", "--no-wait");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("needs a signature", "keys thaw root --request");

    line.configure("");
    Result thawed = line.run("keys", "thaw", "root", "--no-wait");
    assertThat(thawed.code()).isZero();
    assertThat(thawed.out()).contains("in use", "nothing keeps whoever can freeze from thawing");
  }

  @Test
  void thawsBySignatureOverExactlyWhatItPrints() throws Exception {
    KeyPair alice = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    configureThawKey(alice);
    line.run("keys", "freeze", "root", "--no-wait");

    String text = line.run("keys", "thaw", "root", "--request").out();
    assertThat(text).isEqualTo("seal-bridge thaw 1\ndeployment: test\nkey: root\nserial: 2\n");
    Path signature = Files.write(folder.resolve("thaw.sig"), sign(alice, text));
    Path other = Files.write(folder.resolve("other.sig"), sign(alice, text + "\n"));

    Result wrong = line.run("keys", "thaw", "root", "--signature", other.toString(), "--no-wait");
    assertThat(wrong.code()).isEqualTo(ExitCode.FAILED);
    assertThat(wrong.err()).contains("serial 2", "Nothing was changed");
    Result thawed =
        line.run("keys", "thaw", "root", "--signature", signature.toString(), "--no-wait");
    assertThat(thawed.code()).as(thawed.err()).isZero();
    assertThat(thawed.out()).contains("in use", "serial 3").doesNotContain("nothing keeps");
  }

  @Test
  void aSignatureMayBeInBase64() throws Exception {
    KeyPair alice = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    configureThawKey(alice);
    line.run("keys", "freeze", "root", "--no-wait");
    byte[] signature = sign(alice, line.run("keys", "thaw", "root", "--request").out());
    Path file = folder.resolve("thaw.sig");
    Files.writeString(file, Base64.getMimeEncoder().encodeToString(signature) + "\n");

    assertThat(line.run("keys", "thaw", "root", "--signature", file.toString(), "--no-wait").code())
        .isZero();
  }

  @Test
  void doctorSaysWhetherStopsAreProvenAndWhoEndsThem() throws Exception {
    assertThat(line.run("doctor").out())
        .containsPattern("warn  thaw keys +none")
        .containsPattern("warn  replicas +none");

    configureThawKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    assertThat(line.run("doctor").out()).containsPattern("ok +thaw keys");
    listReplica("bridge-2");
    assertThat(line.run("doctor").out()).containsPattern("warn  replicas +this node, bridge-1,");
    listReplica("bridge-1");
    assertThat(line.run("doctor").out()).containsPattern("ok +replicas +bridge-1");
  }

  private Result ask(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--replica";
    all[arguments.length + 1] = replica.uri().toString();
    return line.run(all);
  }

  private void listReplica(String node) {
    line.configure(
        "replicas: [ { name: %s, management: \"%s\" } ]\n".formatted(node, replica.uri()));
  }

  private void configureThawKey(KeyPair pair) throws IOException {
    Files.writeString(
        folder.resolve("thaw.pub"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())));
    line.configure("thawKeys: [ thaw.pub ]\n");
  }

  private static byte[] sign(KeyPair pair, String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return signature.sign();
  }
}
