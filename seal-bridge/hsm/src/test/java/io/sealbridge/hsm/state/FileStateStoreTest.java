package io.sealbridge.hsm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileStateStoreTest {
  @TempDir private Path temporary;
  private final List<String> reports = new ArrayList<>();
  private Path directory;
  private FileStateStore store;

  @BeforeEach
  void create() {
    directory = temporary.resolve("states");
    store = new FileStateStore(directory, new Findings(reports::add));
  }

  @Test
  void makesItsDirectoryForItsOwnerOnly() throws Exception {
    assertThat(store.read()).isEmpty();
    assertThat(mode(directory)).isEqualTo("rwx------");
  }

  @Test
  void keepsOneFilePerKeyForItsOwnerOnly() throws Exception {
    // when
    store.write(KeyStates.of("root", 1));
    store.write(KeyStates.of("other", 4));
    // then
    assertThat(store.read())
        .containsExactlyInAnyOrder(KeyStates.of("root", 1), KeyStates.of("other", 4));
    assertThat(mode(directory.resolve("root.json"))).isEqualTo("rw-------");
  }

  @Test
  void replacesAStateByANewerOneOnly() throws Exception {
    // given
    store.write(KeyStates.of("root", 2));
    // when
    store.write(KeyStates.of("root", 3));
    // then
    assertThat(store.read()).containsExactly(KeyStates.of("root", 3));
    assertThatThrownBy(() -> store.write(KeyStates.of("root", 3)))
        .isInstanceOf(StateRefusedException.class)
        .hasMessageContaining("serial 3");
  }

  @Test
  void readsTheOldStateAfterACrashInTheMiddleOfAWrite() throws Exception {
    // given
    KeyState old = KeyStates.of("root", 1);
    store.write(old);
    byte[] next = KeyStateFormat.write(KeyStates.of("root", 2));
    Files.write(
        directory.resolve(".root.json.new"), java.util.Arrays.copyOf(next, next.length / 2));
    // then
    assertThat(store.read()).containsExactly(old);
    assertThat(reports).isEmpty();
    // and the next write is not in the way of what the crash left
    store.write(KeyStates.of("root", 2));
    assertThat(store.read()).containsExactly(KeyStates.of("root", 2));
  }

  @Test
  void removesTheStateOfOneKey() throws Exception {
    // given
    store.write(KeyStates.of("root", 7));
    store.write(KeyStates.of("other", 1));
    // when
    store.remove(new KeyName("root"));
    // then
    assertThat(store.read()).containsExactly(KeyStates.of("other", 1));
    assertThat(directory.resolve("root.json")).doesNotExist();
    assertThat(reports).isEmpty();
    // and a key of that name may begin anew
    store.write(KeyStates.of("root", 1));
    assertThat(store.read()).contains(KeyStates.of("root", 1));
  }

  @Test
  void removingWhatIsNotThereIsDone() throws Exception {
    // given a crash between the removal and its end, or nothing at all
    store.write(KeyStates.of("other", 1));
    store.write(KeyStates.of("root", 1));
    Files.delete(directory.resolve("root.json"));
    // when
    store.remove(new KeyName("root"));
    store.remove(new KeyName("never"));
    // then
    assertThat(store.read()).containsExactly(KeyStates.of("other", 1));
  }

  @Test
  void whatACrashedWriteLeftDoesNotBringARemovedStateBack() throws Exception {
    // given a whole state that had not been put in its place yet
    store.write(KeyStates.of("root", 1));
    Files.write(directory.resolve(".root.json.new"), KeyStateFormat.write(KeyStates.of("root", 2)));
    // when
    store.remove(new KeyName("root"));
    // then
    assertThat(store.read()).isEmpty();
    store.write(KeyStates.of("root", 1));
    assertThat(store.read()).containsExactly(KeyStates.of("root", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
  void removesNothingFromADirectoryThatOthersMayWrite(String mode) throws Exception {
    store.write(KeyStates.of("root", 1));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> store.remove(new KeyName("root")))
        .isInstanceOf(StateRefusedException.class)
        .hasMessageContaining("chmod go-w " + directory);
    assertThat(directory.resolve("root.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void refusesADirectoryThatOthersMayWrite(String mode) throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> store.read())
        .isInstanceOf(StateRefusedException.class)
        .hasMessageContaining("chmod go-w " + directory);
    assertThatThrownBy(() -> store.write(KeyStates.of("root", 1)))
        .isInstanceOf(StateRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-"})
  void refusesAFileThatOthersMayWrite(String mode) throws Exception {
    store.write(KeyStates.of("root", 1));
    Files.setPosixFilePermissions(
        directory.resolve("root.json"), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> store.read())
        .isInstanceOf(StateRefusedException.class)
        .hasMessageContaining("root.json");
  }

  @Test
  void reportsOnceAndIgnoresWhatItCannotRead() throws Exception {
    // given
    store.write(KeyStates.of("root", 1));
    Files.writeString(directory.resolve("torn.json"), "{");
    Files.write(directory.resolve("renamed.json"), KeyStateFormat.write(KeyStates.of("root", 9)));
    // when
    List<KeyState> first = store.read();
    List<KeyState> second = store.read();
    // then
    assertThat(first).containsExactly(KeyStates.of("root", 1)).isEqualTo(second);
    assertThat(reports).hasSize(2);
    assertThat(reports).anyMatch(report -> report.contains("another key"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
