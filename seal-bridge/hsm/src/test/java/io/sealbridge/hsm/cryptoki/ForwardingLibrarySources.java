package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Compiles the C sources that lie beside this class, once for each state of them, into the
 * temporary directory (which is the module's {@code target}).
 */
final class ForwardingLibrarySources {
  private static final List<String> FILES =
      List.of("cryptoki.h", "functions.h", "faults.h", "faults.c", "forward.c");

  private ForwardingLibrarySources() {}

  static Path compiled() throws IOException {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "forward-" + digest());
    Path library = directory.resolve("forward.so");
    if (!Files.exists(library)) {
      unpack(directory);
      Path fresh = Files.createTempFile(directory, "forward", ".so");
      compile(directory, fresh);
      // Another JVM may be compiling the same: both results are good.
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    }
    return library;
  }

  /** The directory with the sources, for other programs that want the declarations. */
  static Path unpack(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file : FILES) {
      Files.write(directory.resolve(file), read(file));
    }
    return directory;
  }

  private static void compile(Path directory, Path output) throws IOException {
    ProcessBuilder gcc =
        new ProcessBuilder(
                "gcc",
                "-std=c11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O1",
                "-fPIC",
                "-shared",
                "-fvisibility=hidden",
                "-o",
                output.toString(),
                "forward.c",
                "faults.c",
                "-ldl",
                "-lpthread")
            .directory(directory.toFile());
    Commands.run(gcc, "install a C compiler (Debian: apt-get install gcc libc6-dev)");
  }

  private static String digest() throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String file : FILES) {
        sha256.update(read(file));
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(String file) throws IOException {
    try (InputStream stream = ForwardingLibrarySources.class.getResourceAsStream("c/" + file)) {
      if (stream == null) {
        throw new IOException("c/" + file + " is not on the class path");
      }
      return stream.readAllBytes();
    }
  }
}
