package io.sealbridge.hsm.cryptoki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  private static final String SECRET = "marker-4711";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void readsAFileWithOrWithoutALineEnd(String end) throws IOException {
    try (Pin read = Pin.read(file("rw-------", SECRET + end));
        Pin expected = Pin.copyOf(SECRET.getBytes(UTF_8))) {
      assertThat(read.sameAs(expected)).isTrue();
      assertThat(bytes(read)).isEqualTo(SECRET.getBytes(UTF_8));
    }
  }

  @Test
  void keepsSpacesAndInnerLineEnds() throws IOException {
    try (Pin read = Pin.read(file("r--------", " a\nb \n\n"))) {
      assertThat(bytes(read)).isEqualTo(" a\nb \n".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  void refusesFilesThatOthersCanReadOrChange(String mode) throws IOException {
    Path file = file(mode, SECRET);

    assertThatThrownBy(() -> Pin.read(file))
        .isInstanceOf(PinFileException.class)
        .hasMessageContaining(mode)
        .hasMessageContaining("chmod 0600 " + file)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void refusesAnEmptyFile(String content) throws IOException {
    Path file = file("rw-------", content);

    assertThatThrownBy(() -> Pin.read(file))
        .isInstanceOf(PinFileException.class)
        .hasMessageContaining("must hold 1 to 1024 bytes");
  }

  @Test
  void refusesAFileThatIsNoPin() throws IOException {
    Path file = file("rw-------", "x".repeat(1025));

    assertThatThrownBy(() -> Pin.read(file))
        .isInstanceOf(PinFileException.class)
        .hasMessageContaining("must hold 1 to 1024 bytes");
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> Pin.read(directory.resolve("absent")))
        .isInstanceOf(PinFileException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("hsms.pinFile");
  }

  @Test
  void tellsWhetherThePinIsAnother() {
    try (Pin one = Pin.copyOf(new byte[] {1, 2, 3});
        Pin other = Pin.copyOf(new byte[] {1, 2, 4});
        Pin longer = Pin.copyOf(new byte[] {1, 2, 3, 4})) {
      assertThat(one.sameAs(other)).isFalse();
      assertThat(one.sameAs(longer)).isFalse();
    }
  }

  @Test
  void isNeverShown() {
    try (Pin pin = Pin.copyOf(SECRET.getBytes(UTF_8))) {
      assertThat(pin.toString()).isEqualTo("Pin[not shown]");
    }
  }

  @Test
  void cannotBeReadOnceClosed() {
    Pin pin = Pin.copyOf(SECRET.getBytes(UTF_8));
    MemorySegment segment = pin.segment();

    pin.close();
    pin.close();

    assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  private Path file(String mode, String content) throws IOException {
    Path file = Files.writeString(directory.resolve("pin"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static byte[] bytes(Pin pin) {
    return pin.segment().toArray(ValueLayout.JAVA_BYTE);
  }
}
