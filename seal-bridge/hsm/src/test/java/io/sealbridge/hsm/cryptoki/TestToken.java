package io.sealbridge.hsm.cryptoki;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A token of a test's own, with a PIN, in a directory of its own. */
public interface TestToken {
  Path library();

  /** The string for C_Initialize. */
  Optional<String> libraryParameters();

  String label();

  /** A file of mode 0600. */
  Path pinFile();

  /** What a child process needs in its environment to see this token. */
  Map<String, String> environment();

  default Pin pin() {
    return Pin.read(pinFile());
  }

  /** Loads the library in this process, through another file if a test puts one in between. */
  default CryptokiModule load(Path instead) {
    environment().forEach(ProcessEnvironment::set);
    return Cryptoki.load(instead, libraryParameters());
  }

  default CryptokiModule load() {
    return load(library());
  }

  /** The slot with this token's label. */
  default long slot(CryptokiModule module) {
    return module.slots().stream()
        .filter(slot -> slot.token().map(TokenInfo::label).equals(Optional.of(label())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no token " + label() + " among " + module.slots()))
        .id();
  }

  /** A read-write session with the user logged in. */
  default CryptokiSession loggedIn(CryptokiModule module) {
    CryptokiSession session = module.openSession(slot(module), true);
    try (Pin pin = pin()) {
      session.login(UserType.USER, pin);
    }
    return session;
  }
}
