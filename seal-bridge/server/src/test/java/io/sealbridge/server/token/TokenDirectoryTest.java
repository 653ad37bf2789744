package io.sealbridge.server.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final String GOOD_HASH = "0".repeat(64);

  @TempDir Path parent;
  Path directory;
  TokenDirectory tokens;

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("tokens");
    tokens = new TokenDirectory(directory);
  }

  @Test
  void readsBackWhatItCreated() throws IOException {
    // given
    Instant expires = NOW.plus(Duration.ofDays(90));

    // when
    NewToken made = tokens.create("vault-a", NOW, Optional.of(expires), new SecureRandom());

    // then
    assertThat(made.text()).matches("sbt_[A-Za-z0-9_-]{43}");
    assertThat(tokens.read().problems()).isEmpty();
    assertThat(tokens.read().tokens()).containsExactly(made.issued());
    assertThat(made.issued().hash()).isEqualTo(TokenHash.of(made.text()));
    assertThat(made.issued().expires()).contains(expires);
  }

  @Test
  void keepsTheSecretOutOfFileAndText() throws IOException {
    // when
    NewToken made = tokens.create("vault-a", NOW, Optional.empty(), new SecureRandom());

    // then
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.toList().getFirst();
      assertThat(file.getFileName()).hasToString("vault-a-" + made.issued().accessor() + ".json");
      assertThat(Files.readString(file)).doesNotContain(made.text().substring(4));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(made.toString()).doesNotContain(made.text().substring(4));
  }

  @Test
  void holdsNothingWhenTheFolderIsAbsent() throws IOException {
    assertThat(tokens.read()).isEqualTo(new TokenDirectory.Contents(List.of(), List.of()));
    assertThat(tokens.revoke("0123456789abcdef")).isEmpty();
  }

  @Test
  void revokesTheOneThatTheAccessorNames() throws IOException {
    // given
    NewToken first = tokens.create("vault-a", NOW, Optional.empty(), new SecureRandom());
    NewToken second = tokens.create("vault-a", NOW, Optional.empty(), new SecureRandom());

    // when
    Optional<IssuedToken> revoked = tokens.revoke(first.issued().accessor());

    // then
    assertThat(revoked).contains(first.issued());
    assertThat(tokens.read().tokens()).containsExactly(second.issued());
    assertThat(tokens.revoke(first.issued().accessor())).isEmpty();
  }

  @Test
  void expiresAtTheGivenInstant() throws IOException {
    // given
    Instant expires = NOW.plusSeconds(60);
    NewToken made = tokens.create("vault-a", NOW, Optional.of(expires), new SecureRandom());

    // then
    assertThat(made.issued().isExpired(expires.minusMillis(1))).isFalse();
    assertThat(made.issued().isExpired(expires)).isTrue();
  }

  @Test
  void ignoresWhatGroupOrOthersMayWrite() throws IOException {
    // given
    NewToken made = tokens.create("vault-a", NOW, Optional.empty(), new SecureRandom());
    Path file = directory.resolve("vault-a-" + made.issued().accessor() + ".json");

    // when
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w----"));

    // then
    assertThat(tokens.read().tokens()).isEmpty();
    assertThat(tokens.read().problems()).singleElement().asString().contains("chmod go-w");

    // when
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    // then
    assertThat(tokens.read().tokens()).isEmpty();
    assertThat(tokens.read().problems()).singleElement().asString().contains("chmod go-w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{'schema':2,'identity':'a','accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z'}",
        "{'schema':1,'identity':'a/b','accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z'}",
        "{'schema':1,'identity':'a','accessor':'../etc','sha256':'H','created':'2026-11-24T10:00:00Z'}",
        "{'schema':1,'identity':'a','accessor':'0123456789abcdef','sha256':'00','created':'2026-11-24T10:00:00Z'}",
        "{'schema':1,'identity':'a','accessor':'0123456789abcdef','sha256':'H'}",
        "{'schema':1,'identity':'a','accessor':'0123456789abcdef','sha256':'H','created':'yesterday'}",
        "{'schema':1,'identity':'a','identity':'b','accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z'}",
        "{'schema':1,'identity':'a','accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z','expires':'2026-11-24T09:00:00Z'}",
        "{'schema':1,'identity':'a','accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z','policy':'x'}",
        "{'schema':1,'identity':{},'accessor':'0123456789abcdef','sha256':'H','created':'2026-11-24T10:00:00Z'}",
      })
  void namesAFileThatIsNoTokenAndReadsTheOthers(String text) throws IOException {
    // given
    NewToken made = tokens.create("vault-a", NOW, Optional.empty(), new SecureRandom());
    Path bad = directory.resolve("bad.json");
    Files.writeString(bad, text.replace('\'', '"').replace("\"H\"", '"' + GOOD_HASH + '"'));
    Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw-------"));

    // when
    TokenDirectory.Contents contents = tokens.read();

    // then
    assertThat(contents.tokens()).containsExactly(made.issued());
    assertThat(contents.problems()).singleElement().asString().contains("bad.json");
  }
}
