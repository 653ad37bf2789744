package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.cli.PackagedBridge.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged launcher on SoftHSM. */
class CommandLineIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  PackagedBridge bridge;

  @BeforeEach
  void makeAKeyOnAToken() throws Exception {
    bridge = new PackagedBridge(folder);
    Result made = bridge.bridge("keys", "create", "root");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).containsPattern("NEVER_EXTRACTABLE +true");
  }

  @Test
  void aKeyGoesThroughItsLife() throws Exception {
    assertThat(json("keys", "rotate", "root").path("latestVersion").asInt()).isEqualTo(2);
    assertThat(bridge.bridge("keys", "retire", "root", "--version", "1").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(
            json("keys", "retire", "root", "--version", "1", "--yes")
                .path("minDecryptionVersion")
                .asInt())
        .isEqualTo(2);
    assertThat(json("keys", "freeze", "root", "--no-wait").path("frozen").asBoolean()).isTrue();
    assertThat(json("keys", "thaw", "root", "--no-wait").path("frozen").asBoolean()).isFalse();
    assertThat(json("keys", "list").at("/keys/0/serial").asInt()).isEqualTo(5);
    assertThat(json("keys", "show", "root").at("/hsms/0/attested")).hasSize(2);
  }

  @Test
  void anRsaKeyIsMadeAsAsked() throws Exception {
    // when
    JsonNode made = json("keys", "create", "rsa", "--type", "rsa-2048", "--oaep-hash", "sha1");

    // then
    JsonNode recipient = made.at("/versions/0/recipients/0");
    assertThat(recipient.path("type").asText()).isEqualTo("rsa-2048");
    assertThat(recipient.path("usage").asText()).isEqualTo("rsa-oaep SHA-1");
  }

  @Test
  void theBridgesOwnKeysAreMadeOnTheToken() throws Exception {
    // when
    JsonNode tokens = json("keys", "create", "bridge-tokens");
    JsonNode wrapping = json("keys", "create", "bridge-wrapping");

    // then
    assertThat(tokens.at("/attested/0/accepted").asBoolean()).isTrue();
    assertThat(wrapping.at("/versions/0/recipients/0/usage").asText())
        .isEqualTo("unwraps, rsa-oaep SHA-1");
    assertThat(json("keys", "rotate", "bridge-tokens").path("latestVersion").asInt()).isEqualTo(2);
  }

  @Test
  void applicationKeysAreMadeOnTheToken() throws Exception {
    for (String type : List.of("ecdsa-p521", "ed25519", "hmac", "rsa-2048", "aes256-gcm96")) {
      // when
      JsonNode made =
          json("keys", "create", "app-" + type, "--purpose", "application", "--type", type);

      // then
      assertThat(made.at("/versions/0/recipients/0/type").asText()).isEqualTo(type);
      assertThat(made.at("/attested/0/accepted").asBoolean()).as(type).isTrue();
    }
  }

  @Test
  void doctorIsContentWhenAllIsWell() throws Exception {
    // given
    assertThat(bridge.bridge("token", "create", "vault-a").out()).startsWith("sbt_");

    // when
    Result result = bridge.bridge("doctor");

    // then
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.out())
        .containsPattern("ok +core dumps +off")
        .containsPattern("ok +hsm primary +logged in to token test")
        .containsPattern("ok +key root +version 1 on primary, attested");
  }

  @Test
  void doctorTriesAWrongPinOnce() throws Exception {
    // given
    bridge.writePin("87654320");

    // when
    Result result = bridge.bridge("doctor");

    // then
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out().split("CKR_PIN_INCORRECT", -1)).as(result.out()).hasSize(2);
    assertThat(result.out())
        .contains("fail  hsm primary")
        .contains(folder.resolve("pin").toString());
    assertThat(result.out() + result.err()).doesNotContain("87654320");
  }

  @Test
  void doctorNamesTheTokensItSawWhenOursIsNotThere() throws Exception {
    // given
    bridge.useToken("tset");

    // then
    assertThat(failing("doctor")).contains("tset").contains("\"test\"");
  }

  @Test
  void doctorNamesALibraryThatIsMissing() throws Exception {
    // given
    bridge.useLibrary("/nonexistent/library.so");

    // then
    assertThat(failing("doctor")).contains("/nonexistent/library.so");
  }

  @Test
  void doctorReportsAPublicObjectThatWasPlantedWithoutThePin() throws Exception {
    // given
    bridge.pkcs11Tool("--keygen", "--key-type", "AES:32", "--label", "root-v2", "--id", "0102");

    // when
    Result result = bridge.bridge("doctor");

    // then
    assertThat(result.out()).containsPattern("warn +objects on primary +root-v2 \\(CKA_ID 0102\\)");
    assertThat(result.out()).containsPattern("ok +key root +version 1");
  }

  @Test
  void doctorRefusesAnExtractableKeyInThePlaceOfOurs() throws Exception {
    // given
    String[] login = {"--login", "--pin", PackagedBridge.PIN};
    String id = json("keys", "show", "root").at("/versions/0/recipients/0/id").asText();
    bridge.pkcs11Tool(
        login[0], login[1], login[2], "--delete-object", "--type", "secrkey", "--id", id);
    bridge.pkcs11Tool(
        login[0],
        login[1],
        login[2],
        "--keygen",
        "--key-type",
        "AES:32",
        "--label",
        "root-v1",
        "--id",
        id,
        "--private",
        "--sensitive",
        "--extractable");

    // then
    assertThat(failing("doctor")).contains("fail  key root on primary").contains("EXTRACTABLE");
  }

  @Test
  void serveEndsInOrderOnSigterm() throws Exception {
    // given
    Process process = bridge.serve();
    int management = managementPort(process);
    assertThat(management).isPositive();

    // when
    process.toHandle().destroy();

    // then
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void serveSaysInASentenceWhyItDoesNotStart() throws Exception {
    // given
    Process first = bridge.serve();
    try {
      managementPort(first);

      // when
      Result second = bridge.bridge("serve");

      // then
      assertThat(second.code()).isEqualTo(ExitCode.USAGE);
      assertThat(second.err())
          .contains("is in use by another process (" + first.pid() + ")")
          .doesNotContain("\tat ");
    } finally {
      first.toHandle().destroy();
      first.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static int managementPort(Process process) throws IOException {
    Pattern accepting = Pattern.compile("accepts connections .*managementPort=(\\d+)");
    // Not closed: closing would take the pipe away from the process.
    BufferedReader lines = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = accepting.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the bridge ended:\n" + seen);
  }

  private String failing(String... command) throws IOException, InterruptedException {
    Result result = bridge.bridge(command);
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.FAILED);
    return result.out();
  }

  private JsonNode json(String... command) throws IOException, InterruptedException {
    String[] line = Arrays.copyOf(command, command.length + 2);
    line[command.length] = "--output";
    line[command.length + 1] = "json";
    Result result = bridge.bridge(line);
    assertThat(result.code()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }
}
