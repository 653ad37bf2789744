package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryLifeCycleIT {
  @TempDir Path directory;

  @Test
  void initialisesAfterFinalisingAgain() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    for (int i = 0; i < 3; i++) {
      try (CryptokiModule module = token.load()) {
        assertThat(module.info().initialisedHere()).isTrue();
        token.loggedIn(module).close();
      }
    }
  }

  @Test
  void seesTokensMadeSinceOnlyAfterInitialisingAgain() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    try (CryptokiModule module = token.load()) {
      token.addToken("second");
      assertThat(labels(module)).doesNotContain("second");
    }

    try (CryptokiModule module = token.load()) {
      assertThat(labels(module)).contains("soft token", "second");
    }
  }

  @Test
  void leavesALibraryRunningThatSomeoneElseInitialised() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    try (CryptokiModule owner = token.load()) {
      CryptokiModule guest = token.load();
      assertThat(guest.info().initialisedHere()).isFalse();

      guest.close();

      assertThat(labels(owner)).contains("soft token");
    }
  }

  @Test
  void refusesCallsAfterFinalising() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    CryptokiModule module = token.load();
    CryptokiSession session = token.loggedIn(module);

    module.close();
    module.close();

    assertThatThrownBy(session::info).hasMessage("C_GetSessionInfo: CKR_CRYPTOKI_NOT_INITIALIZED");
    session.close();
    assertThatThrownBy(module::slots).hasMessage("C_GetSlotList: CKR_CRYPTOKI_NOT_INITIALIZED");
  }

  @Test
  void closesAllSessionsOfASlot() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    try (CryptokiModule module = token.load();
        CryptokiSession session = token.loggedIn(module)) {
      module.closeAllSessions(token.slot(module));

      assertThatThrownBy(session::info).hasMessage("C_GetSessionInfo: CKR_SESSION_HANDLE_INVALID");
    }
  }

  @Test
  void hasTwoLibrariesInOneProcess() throws IOException {
    NssDirectory nss = NssDirectory.create(directory.resolve("nss"), "nss token");
    SoftHsmDirectory soft = SoftHsmDirectory.create(directory.resolve("soft"), "soft token");

    try (CryptokiModule first = nss.load();
        CryptokiModule second = soft.load();
        CryptokiSession ofFirst = nss.loggedIn(first);
        CryptokiSession ofSecond = soft.loggedIn(second)) {
      assertThat(ofFirst.info().state().userLoggedIn()).isTrue();
      assertThat(ofSecond.info().state().userLoggedIn()).isTrue();
    }
  }

  @Test
  void loadsACanonicalPath() throws IOException {
    SoftHsmDirectory token = SoftHsmDirectory.create(directory, "soft token");
    Path link = Files.createSymbolicLink(directory.resolve("hsm.so"), token.library());

    try (CryptokiModule module = token.load(link)) {
      assertThat(module.info().library()).isEqualTo(token.library().toRealPath());
    }
  }

  @Test
  void namesWhatIsWrongWithALibrary() throws IOException {
    Path text = Files.writeString(directory.resolve("text.so"), "no library");
    Path other =
        Commands.run(new ProcessBuilder("gcc", "-print-file-name=libm.so.6"), "install gcc")
            .lines()
            .map(Path::of)
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() -> load(Path.of("libsofthsm2.so")))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("absolute path, was libsofthsm2.so");
    assertThatThrownBy(() -> load(directory.resolve("absent.so")))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("cannot find PKCS#11 library")
        .hasMessageContaining("absent.so");
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("cannot load PKCS#11 library")
        .hasMessageContaining("ldd");
    assertThatThrownBy(() -> load(other))
        .isInstanceOf(LibraryException.class)
        .hasMessageContaining("has no symbol C_GetFunctionList");
  }

  private static void load(Path library) {
    Cryptoki.load(library, Optional.empty()).close();
  }

  private static List<String> labels(CryptokiModule module) {
    return module.slots().stream()
        .flatMap(slot -> slot.token().stream())
        .map(TokenInfo::label)
        .toList();
  }
}
