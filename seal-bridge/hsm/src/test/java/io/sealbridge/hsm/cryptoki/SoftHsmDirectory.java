package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SoftHSM tokens in a directory of their own, with a random PIN. Make tokens before the library is
 * loaded: it reads its slots once.
 */
public final class SoftHsmDirectory implements TestToken {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));

  private final Path configuration;
  private final Path pinFile;
  private final String pin;
  private final String label;

  private SoftHsmDirectory(Path directory, String label) throws IOException {
    Path tokens = Files.createDirectories(directory.resolve("tokens"));
    this.label = label;
    pin = PinFiles.randomPin();
    pinFile = PinFiles.write(directory.resolve("pin"), pin);
    configuration =
        Files.writeString(
            directory.resolve("softhsm2.conf"),
            """
            directories.tokendir = %s
            objectstore.backend = file
            log.level = ERROR
            slots.removable = false
            """
                .formatted(tokens.toAbsolutePath()));
  }

  /** Makes the directory with one token. */
  public static SoftHsmDirectory create(Path directory, String label) throws IOException {
    SoftHsmDirectory created = new SoftHsmDirectory(directory, label);
    created.addToken(label);
    return created;
  }

  /** Another token beside the first, with the same PIN. */
  public void addToken(String another) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                another,
                "--so-pin",
                PinFiles.randomPin(),
                "--pin",
                pin)
            .redirectErrorStream(true);
    builder.environment().putAll(environment());
    Commands.run(builder, "install SoftHSM (Debian: apt-get install softhsm2)");
  }

  @Override
  public Path library() {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "libsofthsm2.so not found in "
                        + LIBRARIES
                        + "; install SoftHSM (Debian: apt-get install softhsm2)"));
  }

  @Override
  public Optional<String> libraryParameters() {
    return Optional.empty();
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
    return Map.of("SOFTHSM2_CONF", configuration.toAbsolutePath().toString());
  }
}
