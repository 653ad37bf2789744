package io.sealbridge.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged launcher as a user runs it, with a SoftHSM token of its own in a folder. */
final class PackagedBridge {
  static final String PIN = "12345678";
  private static final Path LAUNCHER = Path.of("target/seal-bridge/bin/seal-bridge");
  private static final long LONGEST_SECONDS = 60;

  private final Path folder;
  private final Path library;

  PackagedBridge(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.library =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new AssertionError("SoftHSM is missing: apt-get install softhsm2"));
    Files.createDirectory(folder.resolve("objects"));
    Files.writeString(
        folder.resolve("softhsm2.conf"),
        "directories.tokendir = %s%nlog.level = ERROR%n".formatted(folder.resolve("objects")));
    writePin(PIN);
    configure(library.toString(), "test");
    Result made =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "test",
            "--so-pin",
            "87654321",
            "--pin",
            PIN);
    if (made.code() != 0) {
      throw new AssertionError(made);
    }
  }

  /** How a process ended and what it printed. */
  record Result(int code, String out, String err) {}

  void writePin(String pin) throws IOException {
    Path file = folder.resolve("pin");
    Files.writeString(file, pin);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The usual configuration with another library. */
  void useLibrary(String path) throws IOException {
    configure(path, "test");
  }

  /** The usual configuration with another token label. */
  void useToken(String label) throws IOException {
    configure(library.toString(), label);
  }

  private void configure(String libraryPath, String label) throws IOException {
    Files.writeString(
        folder.resolve("bridge.yaml"),
        """
        node: bridge-1
        dataDirectory: data
        hsms:
          - { name: primary, library: %s, token: { label: %s }, pinFile: pin, sessions: 2 }
        keys: [ { name: root } ]
        listeners:
          - { name: vault, address: "127.0.0.1:0" }
        management: { address: "127.0.0.1:0" }
        access:
          - identity: vault-a
            grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
        """
            .formatted(libraryPath, label));
  }

  Result bridge(String... arguments) throws IOException, InterruptedException {
    return run(
        Stream.concat(
                Stream.concat(Stream.of(launcher()), Stream.of(arguments)),
                Stream.of("--config", folder.resolve("bridge.yaml").toString()))
            .toArray(String[]::new));
  }

  Process serve() throws IOException {
    return process(
            List.of(launcher(), "serve", "--config", folder.resolve("bridge.yaml").toString()))
        .redirectErrorStream(true)
        .start();
  }

  /** As another program with access to the token would. */
  Result pkcs11Tool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("pkcs11-tool", "--module", library.toString(), "--token-label", "test"));
    command.addAll(List.of(arguments));
    Result result = run(command.toArray(String[]::new));
    if (result.code() != 0) {
      throw new AssertionError(result);
    }
    return result;
  }

  private Result run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        process(List.of(command)).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " did not end: " + Files.readString(err));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    builder.environment().put("SEAL_BRIDGE_JAVA", System.getProperty("java.home"));
    return builder;
  }

  private static String launcher() {
    if (!Files.isExecutable(LAUNCHER)) {
      throw new AssertionError(LAUNCHER.toAbsolutePath() + " is missing: package the server first");
    }
    return LAUNCHER.toAbsolutePath().toString();
  }
}
