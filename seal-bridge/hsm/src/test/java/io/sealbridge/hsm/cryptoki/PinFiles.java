package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** PIN files for tests. */
public final class PinFiles {
  private PinFiles() {}

  /** Sixteen hex digits: no longer than any token takes. */
  public static String randomPin() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  public static Path write(Path file, String pin) throws IOException {
    Files.writeString(file, pin + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
