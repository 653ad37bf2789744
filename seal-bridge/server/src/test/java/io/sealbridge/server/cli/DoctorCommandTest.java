package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.server.cli.TestCommandLine.Result;
import io.sealbridge.server.login.IssuerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  TestCommandLine line;

  @BeforeEach
  void makeAHealthyBridge() throws IOException {
    line = new TestCommandLine(folder);
    Files.setLastModifiedTime(folder.resolve("bridge.yaml"), FileTime.from(TestCommandLine.NOW));
    line.run("keys", "create", "root");
    line.run("token", "create", "vault-a");
  }

  @Test
  void findsNothingWrongWithAKeyThatIsAsItMustBe() throws IOException {
    // then
    assertThat(failures()).doesNotContain("key root", "hsm primary", "clock", "tokens", "disk");
    assertThat(line.run("doctor").out()).contains("ok    key root").contains("attested");
  }

  @Test
  void namesAKeyThatTheConfigurationListsAndNoHsmHolds() throws IOException {
    // given
    line.hsm().token().forgetStates();

    // when
    Result result = line.run("doctor");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).contains("fail  key root").contains("seal-bridge keys create root");
  }

  @Test
  void namesAKeyWhosePurposeIsNotAsTheConfigurationSays() throws IOException {
    // given
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(
        file,
        Files.readString(file).replace("{ name: root }", "{ name: root, purpose: application }"));

    // then
    assertThat(failures()).contains("key root");
    assertThat(line.run("doctor").out()).contains("says purpose application, its state says seal");
  }

  @Test
  void namesASealKeyThatTwoClustersMayUse() throws IOException {
    // given
    line.configure(
        "  - identity: vault-b\n    grants: [ { keys: [\"*\"], operations: [decrypt] } ]\n");

    // then
    assertThat(failures()).contains("access");
    assertThat(line.run("doctor").out()).contains("granted to more than one Vault cluster");
  }

  @Test
  void namesAnExtractableKey() throws IOException {
    // given
    line.hsm().token().override("root-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);

    // then
    assertThat(failures()).contains("key root on primary");
    assertThat(line.run("doctor").out()).contains("EXTRACTABLE");
  }

  @Test
  void namesAKeyThatIsGoneFromTheHsm() throws IOException {
    // given
    line.hsm().token().lose("root-v1");

    // then
    assertThat(failures()).contains("key root on primary");
  }

  @Test
  void warnsOfAnObjectThatOnlyLooksLikeAVersion() {
    // given
    line.hsm().token().plant("root-v2", new CkaId("0102"));

    // then
    assertThat(line.run("doctor").out()).containsPattern("warn  objects on primary +root-v2");
  }

  @Test
  void warnsOfAKeyThatWrapsBySha1() {
    // given
    line.run("keys", "create", "old", "--type", "rsa-2048", "--oaep-hash", "sha1");
    line.run("keys", "create", "new", "--type", "rsa-2048", "--oaep-hash", "sha256");

    // then
    assertThat(line.run("doctor").out())
        .containsPattern("warn  key old +RSA-OAEP with SHA-1")
        .doesNotContainPattern("warn  key new");
  }

  @Test
  void warnsOfAFrozenKey() {
    // given
    line.run("keys", "freeze", "root", "--no-wait");

    // then
    assertThat(line.run("doctor").out()).containsPattern("warn  key root +it is frozen");
  }

  @Test
  void namesAnHsmThatIsAway() throws IOException {
    // given
    line.hsm().token().goAway();

    // then
    assertThat(failures()).contains("hsm primary", "keys");
  }

  @Test
  void namesAPinFileThatOthersMayRead() throws IOException {
    // given
    Path pin = Files.writeString(folder.resolve("pin"), "1234");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));

    // when
    Result result = line.run("doctor");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).contains("fail  files").contains("chmod 600");
  }

  @Test
  void namesAClockThatWentBack() throws IOException {
    // given
    Files.setLastModifiedTime(
        folder.resolve("bridge.yaml"), FileTime.from(TestCommandLine.NOW.plus(Duration.ofDays(1))));

    // then
    assertThat(failures()).contains("clock");
  }

  @Test
  void asksForTheKeyOfTokensWhereSomebodyLogsInAndKnowsThatHeCan() throws IOException {
    // given
    line.configure(
        """
          - identity: by-login
        logins:
          - mount: idp
            jwt: { issuers: [i], keys: { file: keys.json } }
            roles: [ { name: v, identity: by-login, audiences: [b], claims: { sub: s } } ]
        """);
    assertThat(failures()).contains("key bridge-tokens", "login idp");
    assertThat(line.run("doctor").out())
        .contains("-> make it: seal-bridge keys create bridge-tokens")
        .doesNotContain("nobody can be by-login");

    // when
    line.run("keys", "create", "bridge-tokens");
    Files.writeString(folder.resolve("keys.json"), IssuerKey.ec("one").keySet());

    // then
    assertThat(failures()).doesNotContain("key bridge-tokens", "login idp");
  }

  private List<String> failures() throws IOException {
    JsonNode json = JSON.readTree(line.run("doctor", "-o", "json").out());
    List<String> failures = new ArrayList<>();
    for (JsonNode check : json.path("checks")) {
      if (check.path("status").asText().equals("fail")) {
        assertThat(check.path("action").asText()).isNotEmpty();
        failures.add(check.path("check").asText());
      }
    }
    assertThat(json.path("ok").asBoolean()).isEqualTo(failures.isEmpty());
    return failures;
  }
}
