package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh token, the library initialised, one session with the user logged in. */
abstract class TokenFixture {
  @TempDir Path directory;

  TestToken token;
  CryptokiModule module;
  CryptokiSession session;

  abstract TestToken createToken(Path place) throws IOException;

  @BeforeEach
  void logIn() throws IOException {
    token = createToken(directory);
    module = token.load();
    session = token.loggedIn(module);
  }

  @AfterEach
  void finalise() {
    session.close();
    module.close();
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
