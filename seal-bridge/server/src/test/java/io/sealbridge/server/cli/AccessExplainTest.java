package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.cli.TestCommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessExplainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  TestCommandLine line;

  @BeforeEach
  void configure() throws IOException {
    line = new TestCommandLine(folder);
    Files.writeString(
        folder.resolve("bridge.yaml"),
        """
        node: bridge-1
        hsms: [ { name: primary, library: /nonexistent.so, pinFile: pin } ]
        keys: [ { name: root, purpose: seal }, { name: paper, purpose: application }, { name: old } ]
        listeners:
          - { name: any, address: "127.0.0.1:0" }
          - { name: papers, address: "127.0.0.1:0", key: paper }
        access:
          - identity: vault-a
            grants: [ { keys: [root], operations: [encrypt, decrypt, configure] } ]
          - identity: operator
            grants:
              - { keys: ["*"], operations: [read, decrypt, datakey, rotate, create] }
              - { keys: [paper], operations: [sign, random] }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vault-a | root | decrypt | grant | access[0].grants[0] gives decrypt with root, which it names",
        "operator | root | decrypt | grant | access[1].grants[0] gives decrypt with root, by a wildcard",
        "operator | paper | rotate | grant | access[1].grants[0] gives rotate with paper, by a wildcard",
        "operator | old | read | grant | access[1].grants[0]",
        "operator | root | random | grant | access[1].grants[1] gives random, which is of no key",
      })
  void namesTheGrantThatAllows(
      String identity, String key, String operation, String rule, String text) throws IOException {
    Result result = explain(identity, key, operation);

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains(": allowed", text);
    assertThat(cases(identity, key, operation))
        .allSatisfy(each -> assertThat(each.path("rule").asText()).isEqualTo(rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vault-a | root | rotate | no-grant | with this key they give encrypt, decrypt, configure",
        "vault-a | paper | sign | no-grant | none of the grants of vault-a reaches this key",
        "vault-a | root | configure | command-line-only | at the command line only",
        "operator | root | rotate | wildcard | access[1].grants[0] reaches it by a wildcard only",
        "operator | root | create | command-line-only | at the command line only",
        "operator | bridge-tokens | read | reserved | nobody is granted them",
        "vault-a | root | random | no-grant | no grant gives random",
      })
  void namesTheRuleThatDenies(
      String identity, String key, String operation, String rule, String text) throws IOException {
    Result result = explain(identity, key, operation);

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains(": denied", text);
    assertThat(cases(identity, key, operation))
        .allSatisfy(each -> assertThat(each.path("rule").asText()).isEqualTo(rule));
  }

  @Test
  void saysBothCasesOfAKeyWhosePurposeItDoesNotKnow() {
    Result both = explain("operator", "old", "rotate");

    assertThat(both.code()).isEqualTo(3);
    assertThat(both.out())
        .contains("denied if it is a seal key, allowed if it is an application key")
        .contains("seal key: access[1].grants[0]", "application key: access[1].grants[0] gives");
    assertThat(explain("operator", "old", "rotate", "--purpose", "application").code()).isZero();
    assertThat(explain("operator", "old", "rotate", "--purpose", "seal").code()).isEqualTo(3);
  }

  @Test
  void aListenerOfAnotherKeyComesBeforeTheGrants() {
    assertThat(explain("vault-a", "root", "decrypt").out())
        .contains("note: not there on listeners bound to another key: papers to paper");

    Result bound = explain("vault-a", "root", "decrypt", "--listener", "papers");

    assertThat(bound.code()).isEqualTo(3);
    assertThat(bound.out()).contains("bound to paper, so root is not there (404)");
    assertThat(explain("vault-a", "root", "decrypt", "--listener", "any").code()).isZero();
  }

  @Test
  void theDenyListComesBeforeEverything() {
    line.run("access", "revoke", "vault-a", "--reason", "seen elsewhere", "--yes", "--no-wait");

    Result result = explain("vault-a", "root", "decrypt");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out())
        .contains("the deny list shuts vault-a out since 2026-11-24T10:00:00Z (seen elsewhere)")
        .contains("seal-bridge access restore vault-a");
  }

  @Test
  void aDataKeyInClearNeedsMore() {
    assertThat(explain("operator", "paper", "datakey").out())
        .contains("a data key in clear (datakey/plaintext) needs decrypt as well");
    assertThat(explain("operator", "paper", "rotate").out())
        .contains("only the writer rotates: bridge-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--identity vault-b --key root --operation read | did you mean \"vault-a\"?",
        "--identity vault-a --key root --operation reed | 'reed'",
        "--identity vault-a --key Root --operation read | is no name for a key",
        "--identity vault-a --key root --operation read --listener anny | did you mean \"any\"?",
        "--identity vault-a --key root --operation read --purpose internal | seal or application",
        "--identity vault-a --key root | --operation",
      })
  void wrongUsageEndsWithCode2(String options, String says) {
    Result result = line.run(("access explain " + options).split(" "));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(says);
  }

  @Test
  void checkFailsForTheSameAsDoctor() throws IOException {
    Result result = line.run("access", "check");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out())
        .contains("fail  access", "seal key root is granted to more than one Vault cluster");
    JsonNode json = JSON.readTree(line.run("access", "check", "-o", "json").out());
    assertThat(json.path("ok").asBoolean()).isFalse();
    assertThat(json.at("/checks/0/status").asText()).isEqualTo("fail");
  }

  @Test
  void checkEndsWithCode2ForAFileThatNamesWhatIsNotThere() throws IOException {
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(file, Files.readString(file).replace("keys: [paper]", "keys: [papper]"));

    Result result = line.run("access", "check");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("access[1].grants[1].keys", "did you mean \"paper\"?");
  }

  private Result explain(String identity, String key, String operation, String... more) {
    String[] arguments = new String[8 + more.length];
    System.arraycopy(
        new String[] {
          "access", "explain", "--identity", identity, "--key", key, "--operation", operation
        },
        0,
        arguments,
        0,
        8);
    System.arraycopy(more, 0, arguments, 8, more.length);
    return line.run(arguments);
  }

  private JsonNode cases(String identity, String key, String operation) throws IOException {
    return JSON.readTree(explain(identity, key, operation, "-o", "json").out()).path("cases");
  }
}
