package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.server.cli.TestCommandLine.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  TestCommandLine line;

  @BeforeEach
  void makeCommandLine() {
    line = new TestCommandLine(folder);
  }

  @Test
  void createShowsWhatTheHsmSaysOfTheKey() {
    // when
    Result result = line.run("keys", "create", "root");

    // then
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("key root: latest version 1, decrypts from version 1, in use, state serial 1")
        .contains("primary/root-v1")
        .containsPattern("EXTRACTABLE +false")
        .containsPattern("ACCEPTED +yes");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void createPrintsJsonWithStableNames() throws IOException {
    // when
    JsonNode json = json(line.run("keys", "create", "root", "--output", "json"));

    // then
    assertThat(json.path("key").asText()).isEqualTo("root");
    assertThat(json.path("purpose").asText()).isEqualTo("seal");
    assertThat(json.path("latestVersion").asInt()).isEqualTo(1);
    assertThat(json.path("serial").asInt()).isEqualTo(1);
    JsonNode recipient = json.at("/versions/0/recipients/0");
    assertThat(recipient.path("hsm").asText()).isEqualTo("primary");
    assertThat(recipient.path("type").asText()).isEqualTo("aes256-gcm96");
    assertThat(recipient.path("usage").asText()).isEqualTo("aes-gcm");
    JsonNode attested = json.at("/attested/0");
    assertThat(attested.path("label").asText()).isEqualTo("root-v1");
    assertThat(attested.path("accepted").asBoolean()).isTrue();
    assertThat(attested.at("/attributes/EXTRACTABLE").isBoolean()).isTrue();
    assertThat(attested.at("/attributes/EXTRACTABLE").asBoolean()).isFalse();
  }

  @Test
  void createSaysThatTheConfigurationDoesNotListTheKey() {
    // when
    Result result = line.run("keys", "create", "other");

    // then
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("does not list other");
  }

  @Test
  void createExpectsNoApplicationKeyInTheConfiguration() {
    Result result = line.run("keys", "create", "payments", "--purpose", "application");

    assertThat(result.code()).isZero();
    assertThat(result.err()).doesNotContain("does not list");
  }

  @Test
  void createMakesTheBridgesOwnKeysAsTheirNamesSay() throws IOException {
    // when
    JsonNode tokens = json(line.run("keys", "create", "bridge-tokens", "--output", "json"));
    JsonNode wrapping = json(line.run("keys", "create", "bridge-wrapping", "--output", "json"));

    // then
    assertThat(tokens.path("purpose").asText()).isEqualTo("internal");
    assertThat(tokens.at("/versions/0/recipients/0/type").asText()).isEqualTo("ecdsa-p256");
    assertThat(tokens.at("/versions/0/recipients/0/usage").asText()).isEqualTo("signs");
    assertThat(wrapping.path("purpose").asText()).isEqualTo("internal");
    assertThat(wrapping.at("/versions/0/recipients/0/usage").asText()).startsWith("unwraps");
  }

  @ParameterizedTest
  @CsvSource({"ecdsa-p384,signs", "hmac,hmac", "aes256-gcm96,aes-gcm", "rsa-2048,signs"})
  void createMakesApplicationKeysOfEveryType(String type, String usage) throws IOException {
    // when
    JsonNode json =
        json(
            line.run(
                "keys",
                "create",
                "app",
                "--purpose",
                "application",
                "--type",
                type,
                "--output",
                "json"));

    // then
    assertThat(json.path("purpose").asText()).isEqualTo("application");
    assertThat(json.at("/versions/0/recipients/0/usage").asText()).contains(usage);
  }

  @Test
  void aSyncableKeySaysSo() throws IOException {
    // when
    JsonNode json =
        json(
            line.run(
                "keys",
                "create",
                "app",
                "--purpose",
                "application",
                "--syncable",
                "--output",
                "json"));

    // then
    assertThat(json.path("syncable").asBoolean()).isTrue();
    assertThat(json.at("/versions/0/recipients/0/origin").asText()).isEqualTo("syncable");
    assertThat(json.at("/versions/0/layout").asText()).isEqualTo("vault");
  }

  @Test
  void anApplicationKeyIsDeletedWhenThatIsAllowedOnly() {
    // given
    line.run("keys", "create", "app", "--purpose", "application");

    // then
    Result refused = line.run("keys", "delete", "app", "--yes");
    assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("deletion is not allowed for this key");

    // when
    line.run("keys", "configure", "app", "--deletion-allowed", "true");
    Result deleted = line.run("keys", "delete", "app", "--yes");

    // then
    assertThat(deleted.code()).as(deleted.err()).isZero();
    assertThat(line.run("keys", "list").out()).doesNotContain("app");
    assertThat(line.hsm().token().labels()).doesNotContain("app-v1");
  }

  @Test
  void aSealKeyIsNeverDeleted() {
    // given
    line.run("keys", "create", "root");

    // when
    Result allowed = line.run("keys", "configure", "root", "--deletion-allowed", "true");
    Result deleted = line.run("keys", "delete", "root", "--yes");

    // then
    assertThat(allowed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(deleted.code()).isEqualTo(ExitCode.FAILED);
    assertThat(line.hsm().token().labels()).contains("root-v1");
  }

  @Test
  void trimDestroysVersionsThatNobodyMayUse() {
    // given
    line.run("keys", "create", "app", "--purpose", "application");
    line.run("keys", "rotate", "app");

    // then
    assertThat(line.run("keys", "trim", "app", "--min-available-version", "2", "--yes").code())
        .isEqualTo(ExitCode.FAILED);

    // when
    line.run(
        "keys",
        "configure",
        "app",
        "--min-decryption-version",
        "2",
        "--min-encryption-version",
        "2",
        "--yes");
    Result trimmed = line.run("keys", "trim", "app", "--min-available-version", "2", "--yes");

    // then
    assertThat(trimmed.code()).as(trimmed.err()).isZero();
    assertThat(line.hsm().token().labels()).containsExactly("app-v2");
  }

  @Test
  void versionsOfASealKeyAreRetiredAndNeverDestroyed() {
    // given
    line.run("keys", "create", "root");
    line.run("keys", "rotate", "root");

    // when
    Result trimmed = line.run("keys", "trim", "root", "--min-available-version", "2", "--yes");

    // then
    assertThat(trimmed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(trimmed.err()).contains("retire its versions");
    assertThat(line.hsm().token().labels()).containsExactly("root-v1", "root-v2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys create Root          | is no name for a key",
        "keys create root-v1       | is no name for a key",
        "keys create               | NAME",
        "keys create root --type aes256-gcm95 | did you mean \"aes256-gcm96\"?",
        "keys create root --type rsa-3072 --mechanism aes-gcm | --mechanism must be rsa-oaep",
        "keys create root --type rsa-3072 --oaep-hash sha265 | did you mean \"sha256\"?",
        "keys create root --oaep-hash sha256 | --oaep-hash is for RSA types",
        "keys create root --hsm primry | did you mean \"primary\"?",
        "keys create root --purpose internal | --purpose must be seal or application",
        "keys create bridge-other | bridge-tokens, bridge-checkpoints, bridge-wrapping",
        "keys create bridge-tokens --type rsa-2048 | its type and use are fixed",
        "keys create bridge-tokens --purpose application | its type and use are fixed",
        "keys create other --type ecdsa-p256 | --type must be one of",
        "keys create other --syncable | --syncable is for application keys",
        "keys create app --purpose application --type ecdsa-p256 --oaep-hash sha1 | for RSA types",
        "keys configure root | give --min-decryption-version",
        "keys configure root --min-decryption-version 1 | give --yes",
        "keys trim root --min-available-version 1 | give --yes",
        "keys delete root | give --yes",
        "keys creat root           | keys create",
        "keys --help-me             | --help-me",
        "key list                  | Did you mean",
        "keys list --outptu json   | --output",
        "keys retire root          | --version",
        "keys retire root --version 1 | give --yes",
      })
  void wrongUsageEndsWithCode2AndSaysWhatToGive(String command, String says) {
    // given
    line.run("keys", "create", "root");

    // when
    Result result = line.run(command.split(" "));

    // then
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(says).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aWrongConfigurationEndsWithCode2() {
    // given
    line.configure("kesy: []\n");

    // when
    Result result = line.run("keys", "list");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("kesy").contains("keys");
  }

  @Test
  void anHsmThatIsAwayEndsWithCode1AndIsNamed() {
    // given
    line.hsm().token().goAway();

    // when
    Result result = line.run("keys", "create", "root");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("primary").doesNotContain("\tat ");
  }

  @Test
  void debugShowsWhereAnErrorComesFrom() {
    // given
    line.hsm().token().goAway();

    // then
    assertThat(line.run("keys", "list", "--debug").err()).contains("\tat ");
  }

  @Test
  void onlyTheWriterChangesKeys() {
    // given
    line.configure("writer: bridge-2\n");

    // when
    Result result = line.run("keys", "create", "root");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("bridge-2");
    assertThat(line.hsm().token().labels()).isEmpty();
  }

  @Test
  void listAndShowTellVersionsAndStrays() throws IOException {
    // given
    line.run("keys", "create", "root");
    line.run("keys", "rotate", "root");
    line.hsm().token().plant("root-v7", new CkaId("0102"));

    // when
    JsonNode list = json(line.run("keys", "list", "-o", "json"));
    JsonNode show = json(line.run("keys", "show", "root", "-o", "json"));

    // then
    assertThat(list.at("/keys/0/latestVersion").asInt()).isEqualTo(2);
    assertThat(show.at("/hsms/0/hsm").asText()).isEqualTo("primary");
    assertThat(show.at("/hsms/0/serial").asInt()).isEqualTo(2);
    assertThat(show.at("/hsms/0/attested")).hasSize(2);
    assertThat(show.at("/hsms/0/strays/0/label").asText()).isEqualTo("root-v7");
    assertThat(line.run("keys", "list").out()).containsPattern("root +seal +aes256-gcm96 +v2");
    assertThat(line.run("keys", "show", "root").out()).contains("stray object root-v7");
  }

  @Test
  void retireAsksAndDoesNothingWithoutAYes() throws IOException {
    // given
    line.run("keys", "create", "root");
    line.run("keys", "rotate", "root");
    line.answering("no\n");

    // when
    Result result = line.run("keys", "retire", "root", "--version", "1");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("snapshots and backups").contains("nothing was changed");
    assertThat(minDecryptionVersion()).isEqualTo(1);
  }

  @Test
  void retireGoesOnAfterAYes() throws IOException {
    // given
    line.run("keys", "create", "root");
    line.run("keys", "rotate", "root");
    line.answering("yes\n");

    // when
    Result result = line.run("keys", "retire", "root", "--version", "1");

    // then
    assertThat(result.code()).isZero();
    assertThat(minDecryptionVersion()).isEqualTo(2);
  }

  @Test
  void theLatestVersionIsNotRetired() {
    // given
    line.run("keys", "create", "root");

    // when
    Result result = line.run("keys", "retire", "root", "--version", "1", "--yes");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("1");
  }

  @Test
  void freezeAndThawAreShown() throws IOException {
    // given
    line.run("keys", "create", "root");

    // then
    assertThat(line.run("keys", "freeze", "root", "--no-wait").out()).contains("FROZEN");
    assertThat(json(line.run("keys", "list", "-o", "json")).at("/keys/0/frozen").asBoolean())
        .isTrue();
    assertThat(line.run("keys", "thaw", "root", "--no-wait").out()).contains("in use");
    assertThat(line.run("keys", "repair", "root").out()).contains("nothing to do");
    assertThat(line.run("keys", "freeze", "none", "--no-wait").code()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void versionAndCompletionNeedNoConfiguration() {
    assertThat(line.runBare("version").out()).startsWith("seal-bridge 9.8.7 (Java ");
    assertThat(line.runBare("generate-completion").out()).contains("create").contains("thaw");
    assertThat(line.runBare("--help").out()).contains("keys", "token", "doctor", "serve");
    assertThat(line.runBare("--help").out()).doesNotContain("rehearse");
    assertThat(line.runBare("keys").err()).contains("a command is missing");
    assertThat(line.runBare("keys").code()).isEqualTo(ExitCode.USAGE);
  }

  private int minDecryptionVersion() throws IOException {
    return json(line.run("keys", "list", "-o", "json")).at("/keys/0/minDecryptionVersion").asInt();
  }

  private static JsonNode json(Result result) throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }
}
