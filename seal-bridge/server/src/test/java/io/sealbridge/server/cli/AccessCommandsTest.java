package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.cli.TestCommandLine.Result;
import io.sealbridge.server.revocation.DenyList;
import io.sealbridge.server.revocation.DenyListFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  TestCommandLine line;

  @BeforeEach
  void makeCommandLine() {
    line = new TestCommandLine(folder);
  }

  @Test
  void deniesAndRestoresAnIdentity() throws Exception {
    // when
    Result revoked =
        line.run("access", "revoke", "vault-a", "--reason", "key \"seen\"", "--yes", "--no-wait");

    // then
    assertThat(revoked.code()).isZero();
    assertThat(revoked.out()).contains("identity vault-a is denied", "revocations.yaml");
    assertThat(list().denies("vault-a")).isTrue();
    assertThat(line.run("access", "list").out())
        .contains("vault-a", "2026-11-24T10:00:00Z", "key \"seen\"", "epoch 0");
    JsonNode json = JSON.readTree(line.run("access", "list", "-o", "json").out());
    assertThat(json.at("/identities/0/reason").asText()).isEqualTo("key \"seen\"");

    // when
    Result restored = line.run("access", "restore", "vault-a", "--no-wait");

    // then
    assertThat(restored.code()).isZero();
    assertThat(list()).isEqualTo(DenyList.NOBODY);
    assertThat(line.run("access", "list").out()).isEqualTo("nobody is denied\nepoch 0\n");
  }

  @Test
  void asksBeforeItShutsOutAndDoesNothingWithoutAYes() throws Exception {
    assertThat(line.run("access", "revoke", "vault-a", "--no-wait").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(line.run("access", "raise-epoch", "--no-wait").err()).contains("give --yes");
    assertThat(folder.resolve("revocations.yaml")).doesNotExist();

    line.answering("no\n");
    assertThat(line.run("access", "revoke", "vault-a", "--no-wait").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("revocations.yaml")).doesNotExist();

    line.answering("yes\n");
    assertThat(line.run("access", "revoke", "vault-a", "--no-wait").code()).isZero();
    assertThat(list().denies("vault-a")).isTrue();
  }

  @Test
  void raisesTheEpochAndDeniesATokenWithoutLosingTheRest() throws Exception {
    line.run("access", "revoke", "vault-a", "--yes", "--no-wait");
    assertThat(line.run("access", "raise-epoch", "--yes", "--no-wait").code()).isZero();
    assertThat(line.run("access", "raise-epoch", "--yes", "--no-wait").code()).isZero();
    assertThat(line.run("access", "revoke-token", "0123456789abcdef", "--no-wait").code()).isZero();

    assertThat(list().epoch()).isEqualTo(2);
    assertThat(list().denies("vault-a")).isTrue();
    assertThat(list().tokens()).containsExactly("0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access revoke vault-b --yes --no-wait | did you mean \"vault-a\"?",
        "access revoke --yes --no-wait | IDENTITY",
        "access restore vault-a | identity \"vault-a\" is not denied",
        "access revoke-token sbt_secret | an accessor is 16 hexadecimal digits",
      })
  void wrongUsageEndsWithCode2(String command, String says) {
    Result result = line.run(command.split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(says).doesNotContain("sbt_secret");
    assertThat(folder.resolve("revocations.yaml")).doesNotExist();
  }

  @Test
  void doesNotOverwriteAFileThatItCannotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("revocations.yaml"), "identitys: []\n");

    Result result = line.run("access", "revoke", "vault-a", "--yes", "--no-wait");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("did you mean \"identities\"?", "nothing was changed");
    assertThat(file).hasContent("identitys: []");
  }

  private DenyList list() throws Exception {
    return new DenyListFile(folder.resolve("revocations.yaml")).read().orElseThrow().list();
  }
}
