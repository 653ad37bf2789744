package io.sealbridge.hsm.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.hsm.fake.ScriptedLibrary;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class SharedLibraryTest {
  private static final Path PATH = Path.of("/nowhere/library.so");

  private final ScriptedLibrary script = new ScriptedLibrary();
  private final Libraries libraries = new Libraries(script);

  @Test
  void isInitialisedOnceAndFinalisedByItsLastUser() {
    // given
    SharedLibrary one = libraries.acquire(PATH);
    SharedLibrary other = libraries.acquire(Path.of("/nowhere/../nowhere/library.so"));
    // when
    assertThat(one.load("").module()).isSameAs(other.load("").module());
    one.release();
    // then
    assertThat(script.calls("C_Initialize")).isEqualTo(1);
    assertThat(script.calls("C_Finalize")).isZero();
    // when
    other.release();
    // then
    assertThat(script.calls("C_Finalize")).isEqualTo(1);
  }

  @Test
  void refusesTwoSetsOfParameters() {
    SharedLibrary library = libraries.acquire(PATH);
    assertThat(library.load("one").epoch()).isEqualTo(1);
    assertThatThrownBy(() -> library.load("two"))
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("libraryParameters");
  }

  @Test
  void letsNobodyInWithHandlesOfAnEarlierEpoch() {
    // given
    SharedLibrary library = libraries.acquire(PATH);
    long epoch = library.load("").epoch();
    // when
    SharedLibrary.Loaded again = library.reinitialise(epoch, false);
    // then
    assertThat(again.epoch()).isGreaterThan(epoch);
    assertThat(library.enter(epoch)).isFalse();
    assertThat(library.enter(again.epoch())).isTrue();
    library.leave();
  }

  @Test
  void isReinitialisedOnceForAllWhoAskForIt() {
    SharedLibrary library = libraries.acquire(PATH);
    long epoch = library.load("").epoch();
    SharedLibrary.Loaded first = library.reinitialise(epoch, false);
    assertThat(library.reinitialise(epoch, false)).isEqualTo(first);
    assertThat(script.calls("C_Finalize")).isEqualTo(1);
  }

  @Test
  void isNotFinalisedWhileACallIsInside() throws InterruptedException, ExecutionException {
    // given
    SharedLibrary library = libraries.acquire(PATH);
    long epoch = library.load("").epoch();
    assertThat(library.enter(epoch)).isTrue();
    // when
    SharedLibrary.Loaded idle =
        CompletableFuture.supplyAsync(() -> library.reinitialise(epoch, false)).get();
    // then
    assertThat(idle.epoch()).isEqualTo(epoch);
    assertThat(script.calls("C_Finalize")).isZero();
    // when the vendor says that this is the way out
    SharedLibrary.Loaded always =
        CompletableFuture.supplyAsync(() -> library.reinitialise(epoch, true)).get();
    // then
    assertThat(always.epoch()).isGreaterThan(epoch);
    library.leave();
  }

  @Test
  void isNeverFinalisedOnceThatIsForbidden() {
    // given
    SharedLibrary library = libraries.acquire(PATH);
    long epoch = library.load("").epoch();
    // when
    library.forbidFinalise();
    // then
    assertThat(library.reinitialise(epoch, true).epoch()).isEqualTo(epoch);
    library.release();
    assertThat(script.calls("C_Finalize")).isZero();
  }
}
