package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TornTailTest {
  @TempDir Path directory;
  Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("00000000000000000000.jsonl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}\n", "{\"a\":1}\n{\"a\":2}\n"})
  void findsNothingBehindWholeLines(String text) throws IOException {
    // given
    Files.writeString(file, text);

    // then
    assertThat(TornTail.find(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"a\":2}", "\0\0\0\0", "{\"a\":\0\0}\n", "\"a\":2}\n", "{\"a\":2\n{}\n"})
  void findsWhatFollowsTheLastWholeLine(String tail) throws IOException {
    // given
    Files.writeString(file, "{\"a\":1}\n" + tail);

    // when
    TornTail torn = TornTail.find(file).orElseThrow();
    Path aside = torn.moveAside();

    // then
    assertThat(Files.readString(file)).isEqualTo("{\"a\":1}\n");
    assertThat(Files.readString(aside)).isEqualTo(tail);
  }

  @Test
  void looksOnlyAtTheEndOfALargeFile() throws IOException {
    // given
    byte[] lines =
        ("{\"a\":\"" + "x".repeat(993) + "\"}\n").repeat(6000).getBytes(StandardCharsets.US_ASCII);
    Files.write(file, lines);

    // then
    assertThat(lines.length).isGreaterThan(TornTail.WINDOW);
    assertThat(TornTail.find(file)).isEmpty();

    // when
    Files.writeString(file, "{\"a", StandardOpenOption.APPEND);

    // then
    assertThat(TornTail.find(file).orElseThrow().keep()).isEqualTo(lines.length);
  }
}
