package io.sealbridge.integration.hsm;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** One SoftHSM token in a folder of its own. */
public final class SoftHsm implements TestToken {
  public static final String LABEL = "seal-bridge";

  private final String name;
  private final Path folder;
  private final String pin;
  private Optional<Path> systemLog = Optional.empty();

  private SoftHsm(String name, Path folder, String pin) {
    this.name = name;
    this.folder = folder;
    this.pin = pin;
  }

  public static SoftHsm create(String name, Path folder) {
    String pin = Integer.toString(ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
    SoftHsm token = new SoftHsm(name, PrivateFiles.folder(folder), pin);
    token.initialise();
    return token;
  }

  private void initialise() {
    PrivateFiles.folder(tokens());
    configure("ERROR");
    PrivateFiles.write(pinFile(), pin);
    Command.run(
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                LABEL,
                "--so-pin",
                "87654321",
                "--pin",
                pin),
            environment())
        .orFail();
  }

  private void configure(String level) {
    PrivateFiles.write(
        folder.resolve("softhsm2.conf"),
        """
        directories.tokendir = %s
        objectstore.backend = file
        log.level = %s
        """
            .formatted(tokens(), level));
  }

  /**
   * From now on it tells the system log all that it can.
   *
   * @param library that is loaded before others and keeps what goes there
   */
  public void logEverything(Path library) {
    configure("DEBUG");
    systemLog = Optional.of(library);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String yaml() {
    return """
      - name: %s
        provider: cryptoki
        library: %s
        token: { label: %s }
        pinFile: %s
        sessions: 4
    """
        .formatted(name, library(), LABEL, pinFile());
  }

  @Override
  public Map<String, String> environment() {
    String configuration = folder.resolve("softhsm2.conf").toString();
    return systemLog
        .map(log -> Map.of("SOFTHSM2_CONF", configuration, "LD_PRELOAD", log.toString()))
        .orElse(Map.of("SOFTHSM2_CONF", configuration));
  }

  @Override
  public Path pinFile() {
    return folder.resolve("pin");
  }

  @Override
  public String pin() {
    return pin;
  }

  @Override
  public void takeAway() {
    move(tokens(), folder.resolve("tokens-away"));
    PrivateFiles.folder(tokens());
  }

  @Override
  public void bringBack() {
    delete(tokens());
    move(folder.resolve("tokens-away"), tokens());
  }

  /** Makes or shows objects as another program with access to the token would. */
  public CommandResult pkcs11Tool(String... arguments) {
    return pkcs11ToolThrough(library(), arguments);
  }

  /** The same through another library in front of this token's. */
  public CommandResult pkcs11ToolThrough(Path module, String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of("pkcs11-tool", "--module", module.toString(), "--token-label", LABEL),
                Stream.of(arguments))
            .toList();
    return Command.run(command, environment());
  }

  public static Path library() {
    return Stream.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no SoftHSM here; run scripts/provision tokens"));
  }

  private Path tokens() {
    return folder.resolve("tokens");
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
