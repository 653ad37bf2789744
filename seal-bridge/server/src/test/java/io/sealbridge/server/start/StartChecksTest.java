package io.sealbridge.server.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksTest {

  @TempDir Path folder;

  @Test
  void namesEveryFileThatIsTooOpenWithTheCommandToRun() throws IOException {
    // given
    file("pin", "rw-r--r--");
    folder("data", "rwxr-x---");
    folder("tokens", "rwxrwx---");

    // when
    List<String> findings = findings("");

    // then
    assertThat(findings)
        .containsExactly(
            "the PIN file of HSM a "
                + folder.resolve("pin")
                + " has mode rw-r--r--, which is too open; run: chmod 600 "
                + folder.resolve("pin"),
            "dataDirectory "
                + folder.resolve("data")
                + " has mode rwxr-x---, which is too open; run: chmod 700 "
                + folder.resolve("data"),
            "the folder of tokens "
                + folder.resolve("tokens")
                + " has mode rwxrwx---, which is too open; run: chmod go-w "
                + folder.resolve("tokens"));
  }

  @Test
  void refusesKeysOfALoginThatOthersMayWrite() throws IOException {
    // given
    file("keys.json", "rw-rw-r--");
    String logins =
        """
        access: [ { identity: i } ]
        logins:
          - mount: idp
            jwt: { issuers: [i], keys: { file: keys.json } }
            roles: [ { name: v, identity: i, audiences: [b], claims: { sub: s } } ]
        """;

    // then
    assertThat(findings(logins))
        .containsExactly(
            "login idp: the keys "
                + folder.resolve("keys.json")
                + " has mode rw-rw-r--, which is too open; run: chmod go-w "
                + folder.resolve("keys.json"));
  }

  @Test
  void findsNothingWhereNothingIsYet() throws IOException {
    assertThat(findings("")).isEmpty();
  }

  @Test
  void asksForTlsFilesThatExist() throws IOException {
    assertThat(
            findings(
                """
                listeners:
                  - { name: v, address: "0.0.0.0:1", tls: { certificate: c.pem, key: k.pem } }
                """))
        .containsExactly("listener v: " + folder.resolve("c.pem") + " does not exist");
  }

  @Test
  void asksForTheFolderOfASocket() throws IOException {
    assertThat(
            findings(
                """
                access: [ { identity: i } ]
                listeners:
                  - { name: u, address: "unix:///nowhere/at/all.sock", identity: i, peerUids: [0] }
                """))
        .containsExactly(
            "listener u: the folder of /nowhere/at/all.sock does not exist; make it with mode 0700");
  }

  private List<String> findings(String yaml) throws IOException {
    Path path =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            dataDirectory: data
            hsms: [ { name: a, library: l.so, pinFile: pin } ]
            """
                + yaml);
    return StartChecks.findings(ConfigurationFile.read(path), Instant.now());
  }

  private void file(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve(name), "x"), PosixFilePermissions.fromString(mode));
  }

  private void folder(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(
        Files.createDirectory(folder.resolve(name)), PosixFilePermissions.fromString(mode));
  }
}
