package io.sealbridge.k8sauth.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.commandline.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFolderTest {
  private static final ManifestFile ONE = ManifestFile.marked("one.yaml", "a: 1\n");
  private static final ManifestFile TWO = ManifestFile.marked("two.yaml", "a: 2\n");

  @TempDir Path parent = Path.of("unset");

  @Test
  void makesTheFolderAndLeavesNothingElse() throws IOException {
    new ManifestFolder(target()).write(List.of(ONE));

    assertThat(names(parent)).containsExactly("manifests");
    assertThat(Files.readString(target().resolve("one.yaml"))).isEqualTo(ONE.content());
  }

  @Test
  void replacesAnEarlierOneAsAWhole() throws IOException {
    new ManifestFolder(target()).write(List.of(ONE));

    new ManifestFolder(target()).write(List.of(TWO));

    assertThat(names(target())).containsExactly("two.yaml");
    assertThat(names(parent)).containsExactly("manifests");
  }

  @Test
  void refusesAFolderWithAFileOfOthersAndLeavesItAsItIs() throws IOException {
    new ManifestFolder(target()).write(List.of(ONE));
    Files.writeString(target().resolve("theirs.yaml"), "a: 3\n");

    assertThatThrownBy(() -> new ManifestFolder(target()).write(List.of(TWO)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s holds what render has not made: theirs.yaml. Nothing was written; name another folder",
            target());

    assertThat(names(target())).containsExactly("one.yaml", "theirs.yaml");
    assertThat(names(parent)).containsExactly("manifests");
  }

  @Test
  void refusesAFileAndALink() throws IOException {
    Files.writeString(target(), "");
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), elsewhere);

    for (Path refused : List.of(target(), link)) {
      assertThatThrownBy(() -> new ManifestFolder(refused).write(List.of(ONE)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is no folder; name one that is not there yet");
    }

    assertThat(names(elsewhere)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenLeavesTheEarlierFolder() throws IOException {
    new ManifestFolder(target()).write(List.of(ONE));
    ManifestFile impossible = ManifestFile.marked("no/such/folder.yaml", "");

    assertThatThrownBy(() -> new ManifestFolder(target()).write(List.of(TWO, impossible)))
        .hasMessageContaining("the manifests could not be written to " + target())
        .hasMessageContaining("What was there is there still");

    assertThat(names(target())).containsExactly("one.yaml");
    assertThat(names(parent)).containsExactly("manifests");
  }

  private Path target() {
    return parent.resolve("manifests");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }
}
