package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key database of NSS softokn in a directory of its own, with a random PIN. Softokn shows two
 * slots: 1 for cryptography without a database, 2 with it; the label is that of slot 2.
 */
public final class NssDirectory implements TestToken {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/libsoftokn3.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/libsoftokn3.so"),
          Path.of("/usr/lib64/libsoftokn3.so"));

  private final Path directory;
  private final Path pinFile;
  private final String label;

  private NssDirectory(Path directory, String label) throws IOException {
    this.directory = Files.createDirectories(directory).toAbsolutePath();
    this.label = label;
    pinFile = PinFiles.write(directory.resolve("pin"), PinFiles.randomPin());
  }

  /**
   * Makes the database and sets its PIN. Loads the library in this process and finalises it again,
   * so do it while no module is loaded from it.
   */
  public static NssDirectory create(Path directory, String label) throws IOException {
    NssDirectory created = new NssDirectory(directory, label);
    try (CryptokiModule module = created.load();
        CryptokiSession session = module.openSession(created.slot(module), true);
        Pin none = Pin.copyOf(new byte[0]);
        Pin pin = created.pin()) {
      // A new database has an empty security officer's PIN, and no other officer ever.
      session.login(UserType.SECURITY_OFFICER, none);
      session.initPin(pin);
      session.logout();
    }
    return created;
  }

  @Override
  public Path library() {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "libsoftokn3.so not found in "
                        + LIBRARIES
                        + "; install NSS (Debian: apt-get install libnss3)"));
  }

  @Override
  public Optional<String> libraryParameters() {
    return Optional.of(
        "configdir='sql:%s' certPrefix='' keyPrefix='' secmod='' flags=noModDB dbTokenDescription='%s'"
            .formatted(directory, label));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Path pinFile() {
    return pinFile;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }
}
