package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.CryptokiModule;
import java.nio.file.Path;
import java.util.Optional;

/** Loads and initialises a PKCS#11 library; {@code Cryptoki::load} but in tests. */
@FunctionalInterface
public interface LibraryLoader {
  CryptokiModule load(Path library, Optional<String> parameters);
}
