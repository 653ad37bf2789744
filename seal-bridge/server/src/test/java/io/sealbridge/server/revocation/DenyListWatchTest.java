package io.sealbridge.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that cannot be read lets nobody in again. */
class DenyListWatchTest {

  @TempDir Path folder;

  private final List<ListInForce> changes = new ArrayList<>();
  private DenyListFile file = new DenyListFile(Path.of("revocations.yaml"));
  private DenyListFile kept = new DenyListFile(Path.of("revocations.last"));

  @BeforeEach
  void names() {
    file = new DenyListFile(folder.resolve("revocations.yaml"));
    kept = new DenyListFile(folder.resolve("revocations.last"));
  }

  @Test
  void deniesNobodyWhereThereNeverWasAFile() throws Exception {
    DenyListWatch watch = open(false);

    assertThat(watch.trouble()).isEmpty();
    assertThat(watch.denies("vault")).isFalse();
    assertThat(changes).isEmpty();
  }

  @Test
  void refusesToStartWithoutTheFileThatTheConfigurationNames() {
    assertThatThrownBy(() -> open(true))
        .isInstanceOf(DenyListException.class)
        .hasMessageContaining("revocations.yaml is not there")
        .hasMessageContaining("epoch: 0");
  }

  @Test
  void refusesToStartOnABrokenFileThatWasNeverGood() throws IOException {
    write("epochs: 1");
    assertThatThrownBy(() -> open(false)).hasMessageContaining("did you mean \"epoch\"?");
  }

  @Test
  void noticesWhoIsDeniedAndWhoIsRestored() throws Exception {
    // given
    DenyListWatch watch = open(false);

    // when
    write("identities: [ { name: vault } ]\ntokens: [ 0123456789abcdef ]");
    watch.look();

    // then
    assertThat(watch.denies("vault")).isTrue();
    assertThat(watch.denies("other")).isFalse();
    assertThat(watch.deniesToken("0123456789abcdef")).isTrue();

    // when
    write("identities: []");
    watch.look();

    // then
    assertThat(watch.denies("vault")).isFalse();
    assertThat(watch.deniesToken("0123456789abcdef")).isFalse();
    assertThat(changes).hasSize(2).doesNotHaveDuplicates();
    watch.look();
    assertThat(changes).hasSize(2);
  }

  @Test
  void keepsTheLastGoodListWhenTheFileBreaksOrGoes() throws Exception {
    // given
    write("identities: [ { name: vault } ]");
    DenyListWatch watch = open(false);

    // when
    write("identities: [");
    watch.look();

    // then
    assertThat(watch.denies("vault")).isTrue();
    assertThat(watch.trouble().orElseThrow()).contains("is not YAML");

    // when
    Files.delete(file.path());
    watch.look();

    // then
    assertThat(watch.denies("vault")).isTrue();
    assertThat(watch.trouble().orElseThrow()).contains("is not there");

    // when
    write("identities: [ { name: vault } ]");
    watch.look();

    // then
    assertThat(watch.trouble()).isEmpty();
    assertThat(watch.denies("vault")).isTrue();
  }

  @Test
  void keepsItOverARestartToo() throws Exception {
    // given
    write("epoch: 4\nidentities: [ { name: vault } ]");
    open(false);

    // when
    write("broken");
    DenyListWatch second = open(false);
    Files.delete(file.path());
    DenyListWatch third = open(true);

    // then
    assertThat(second.denies("vault")).isTrue();
    assertThat(second.trouble()).isPresent();
    assertThat(third.denies("vault")).isTrue();
    assertThat(third.epoch()).isEqualTo(4);
    assertThat(third.trouble()).isPresent();
  }

  @Test
  void neverLowersTheEpoch() throws Exception {
    // given
    write("epoch: 4");
    DenyListWatch watch = open(false);

    // when
    write("epoch: 3\nidentities: [ { name: vault } ]");
    watch.look();

    // then
    assertThat(watch.epoch()).isEqualTo(4);
    assertThat(watch.denies("vault")).isTrue();
    assertThat(watch.trouble().orElseThrow()).contains("epoch 3, which is lower than 4");
    assertThat(open(false).epoch()).isEqualTo(4);

    // when
    write("epoch: 5");
    watch.look();

    // then
    assertThat(watch.epoch()).isEqualTo(5);
    assertThat(watch.trouble()).isEmpty();
  }

  private DenyListWatch open(boolean required) throws DenyListException {
    return DenyListWatch.open(file, kept, required, changes::add);
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file.path(), yaml + "\n");
  }
}
