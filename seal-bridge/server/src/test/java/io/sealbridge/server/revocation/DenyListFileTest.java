package io.sealbridge.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenyListFileTest {

  @TempDir Path folder;

  @Test
  void readsWhatAPersonWrote() throws Exception {
    // given
    DenyListFile file =
        write(
            """
            epoch: 3
            identities:
              - { name: vault-a, reason: key seen in a ticket, since: 2027-01-31T00:00:00Z }
              - name: batch
            tokens: [0123456789012345, abcdefabcdefabcd]
            """);

    // then
    assertThat(file.read().orElseThrow().list())
        .isEqualTo(
            new DenyList(
                3,
                List.of(
                    new DeniedIdentity(
                        "vault-a",
                        Optional.of("key seen in a ticket"),
                        Optional.of(Instant.parse("2027-01-31T00:00:00Z"))),
                    new DeniedIdentity("batch", Optional.empty(), Optional.empty())),
                List.of("0123456789012345", "abcdefabcdefabcd")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "identitys: [] | line 1: unknown property identitys; did you mean \"identities\"?",
        "identities: [ { name: a, resaon: x } ] | unknown property identities[0].resaon; did you mean \"reason\"?",
        "identities: [ a ] | identities[0] must be a section with properties of its own",
        "identities: [ { name: a }, { name: a } ] | identities must name each once, \"a\" is there twice",
        "identities: [ { name: a, since: monday } ] | identities[0].since must be a time such as 2027-01-31T00:00:00Z, was monday",
        "epoch: -1 | epoch must be a whole number from 0, was -1",
        "tokens: [ sbt_secret ] | tokens must be accessors of 16 lower-case hexadecimal digits",
        "identities: | identities has no value",
        "identities: [ | is not YAML"
      })
  void refusesWhatItDoesNotUnderstandAndSaysWhere(String yaml, String message) throws IOException {
    DenyListFile file = write(yaml + "\n");

    assertThatThrownBy(file::read)
        .isInstanceOf(DenyListException.class)
        .hasMessageContaining("revocations.yaml")
        .hasMessageContaining(message)
        .hasMessageNotContaining("sbt_secret");
  }

  @Test
  void doesNotCountWhatOthersMayWrite() throws IOException {
    // given
    DenyListFile file = write("epoch: 1\n");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-rw-r--"));

    // then
    assertThatThrownBy(file::read).hasMessageContaining("chmod go-w " + file.path());
  }

  @Test
  void leavesTheFileAsItWasWhereItCannotBeRead() throws IOException {
    // given
    DenyListFile file = write("epochs: 1\n");

    // then
    assertThatThrownBy(() -> file.change(list -> list.withEpoch(2)))
        .isInstanceOf(DenyListException.class);
    assertThat(file.path()).hasContent("epochs: 1");
  }

  @Test
  void keepsTheModeAndLosesNoChangeOfSeveralAtOnce() throws Exception {
    // given
    DenyListFile file = write("epoch: 0\n");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
    List<CompletableFuture<DenyListFile.Contents>> changes = new ArrayList<>();

    // when
    for (int i = 0; i < 8; i++) {
      String accessor = "000000000000000" + i;
      changes.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new DenyListFile(file.path()).change(list -> list.withToken(accessor));
                } catch (IOException | DenyListException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    changes.forEach(CompletableFuture::join);

    // then
    assertThat(file.read().orElseThrow().list().tokens()).hasSize(8);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-r-----");
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("revocations.yaml", ".revocations.yaml.lock");
    }
  }

  @Property(tries = 200)
  void readsBackWhateverItWrote(
      @ForAll @Size(max = 4) List<@StringLength(min = 1, max = 80) String> texts,
      @ForAll @IntRange(min = 0) int epoch)
      throws Exception {
    Path path = Files.createTempFile("revocations", ".yaml");
    DenyList list = new DenyList(epoch, List.of(), List.of());
    for (int i = 0; i < texts.size(); i++) {
      list =
          list.with(
              new DeniedIdentity(
                  "identity-" + i,
                  Optional.of(texts.get(i)).filter(DenyListFileTest::isText),
                  Optional.of(Instant.ofEpochSecond(epoch))));
    }
    DenyListFile file = new DenyListFile(path);
    file.write(list);
    assertThat(file.read().orElseThrow().list()).isEqualTo(list);
    Files.delete(path);
  }

  /**
   * What can be typed on a command line: no halves of surrogate pairs, no unassigned characters.
   */
  private static boolean isText(String text) {
    return text.codePoints().allMatch(c -> Character.isDefined(c) && !Character.isISOControl(c))
        && text.codePoints().noneMatch(c -> (c >= 0xD800 && c <= 0xDFFF) || c >= 0xFFFE);
  }

  private DenyListFile write(String yaml) throws IOException {
    return new DenyListFile(Files.writeString(folder.resolve("revocations.yaml"), yaml));
  }
}
