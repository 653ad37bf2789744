package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.cli.TestCommandLine.Result;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDirectory;
import io.sealbridge.server.token.TokenHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  TestCommandLine line;

  @BeforeEach
  void makeCommandLine() {
    line = new TestCommandLine(folder);
  }

  @ParameterizedTest
  @CsvSource({"token create vault-a", "token create --identity vault-a"})
  void createPrintsTheTokenAloneAndKeepsItsHash(String command) throws IOException {
    // when
    Result result = line.run(command.split(" "));

    // then
    assertThat(result.code()).isZero();
    assertThat(result.out()).matches("sbt_[A-Za-z0-9_-]{43}\n");
    assertThat(result.err()).contains("vault-a").doesNotContain(result.out().strip());
    assertThat(tokens())
        .singleElement()
        .extracting(IssuedToken::hash)
        .isEqualTo(TokenHash.of(result.out().strip()));
  }

  @Test
  void createPrintsJsonAndTakesAnEnd() throws IOException {
    // when
    Result result = line.run("token", "create", "vault-a", "--expires", "90d", "-o", "json");

    // then
    JsonNode json = JSON.readTree(result.out());
    assertThat(json.path("token").asText()).startsWith("sbt_");
    assertThat(json.path("identity").asText()).isEqualTo("vault-a");
    assertThat(json.path("accessor").asText()).isEqualTo(tokens().getFirst().accessor());
    assertThat(json.path("created").asText()).isEqualTo("2026-11-24T10:00:00Z");
    assertThat(json.path("expires").asText()).isEqualTo("2027-02-22T10:00:00Z");
    assertThat(tokens().getFirst().expires())
        .contains(TestCommandLine.NOW.plus(Duration.ofDays(90)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token create vault-b               | did you mean \"vault-a\"?",
        "token create                       | name one identity",
        "token create vault-a --identity vault-a | name one identity",
        "token create vault-a --expires 0d  | longer than 0",
        "token create vault-a --expires soon | must be a duration",
        "token revoke                       | ACCESSOR",
        "token revoke sbt_secret            | an accessor is 16 hexadecimal digits",
      })
  void wrongUsageEndsWithCode2(String command, String says) throws IOException {
    // when
    Result result = line.run(command.split(" "));

    // then
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(says).doesNotContain("sbt_secret");
    assertThat(tokens()).isEmpty();
  }

  @Test
  void listShowsTokensWithoutTheirSecretsAndRevokeRemovesOne() throws IOException {
    // given
    String token = line.run("token", "create", "vault-a").out().strip();
    String accessor = tokens().getFirst().accessor();

    // when
    Result list = line.run("token", "list");
    JsonNode json = JSON.readTree(line.run("token", "list", "-o", "json").out());
    Result revoked = line.run("token", "revoke", accessor);

    // then
    assertThat(list.out()).contains("vault-a", accessor, "valid").doesNotContain(token);
    assertThat(json.at("/tokens/0/accessor").asText()).isEqualTo(accessor);
    assertThat(json.at("/tokens/0/expired").asBoolean()).isFalse();
    assertThat(revoked.code()).isZero();
    assertThat(tokens()).isEmpty();
    assertThat(line.run("token", "revoke", accessor).code()).isEqualTo(ExitCode.FAILED);
    assertThat(line.run("token", "list").out()).isEqualTo("no tokens\n");
  }

  private List<IssuedToken> tokens() throws IOException {
    return new TokenDirectory(folder.resolve("tokens")).read().tokens();
  }
}
