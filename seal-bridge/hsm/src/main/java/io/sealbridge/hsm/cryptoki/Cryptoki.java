package io.sealbridge.hsm.cryptoki;

import java.nio.file.Path;
import java.util.Optional;

/** Loads PKCS#11 libraries. */
public final class Cryptoki {
  private Cryptoki() {}

  /**
   * Loads the library, if it isn't already, and initialises it.
   *
   * @param library absolute path; its canonical form is what is loaded
   * @param parameters the string for the reserved argument of C_Initialize (NSS)
   * @throws LibraryException if the file cannot be loaded or is no PKCS#11 library
   * @throws CryptokiException if C_Initialize fails
   */
  public static CryptokiModule load(Path library, Optional<String> parameters) {
    return NativeLibrary.load(library).initialise(parameters);
  }
}
