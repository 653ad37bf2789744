package io.sealbridge.integration.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container image of one layer, packed here because there is no registry: the commands of busybox
 * and perhaps one more program, all in {@code /bin}, with the shared libraries that it needs.
 */
record PodImage(String name, Optional<Path> program) {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> APPLETS = List.of("busybox", "sh", "cat", "sleep", "ls");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name by which the runtime knows what keeps a pod's namespaces open. */
  static final PodImage PAUSE = new PodImage("seal-bridge.test/pause:1", Optional.empty());

  /** Writes the archive into a folder of its own and returns its path. */
  Path pack(Path folder) {
    Path root = PrivateFiles.folder(folder).resolve("root");
    Path bin = PrivateFiles.folder(root.resolve("bin"));
    try {
      for (String applet : APPLETS) {
        Files.createSymbolicLink(bin.resolve(applet), BUSYBOX);
      }
      if (program.isPresent()) {
        Files.createSymbolicLink(bin.resolve(program.get().getFileName()), program.get());
        linkLibraries(root, program.get());
      }
      Path layer = folder.resolve("layer.tar");
      // The links spare copies of large programs; the layer holds the programs.
      tar(layer, root, List.of("--dereference", "--mode=u+rwX,go+rX", "."));
      return archive(folder, layer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Vault is linked with the C library; ldd names each library by an absolute path, if any. */
  private static void linkLibraries(Path root, Path program) throws IOException {
    String found = Command.run(List.of("ldd", program.toString()), Map.of()).output();
    for (String word : found.split("\\s+", -1)) {
      if (word.startsWith("/") && !word.endsWith(":")) {
        Path link = root.resolve(word.substring(1));
        PrivateFiles.folder(link.resolveSibling(""));
        Files.createSymbolicLink(link, Path.of(word));
      }
    }
  }

  private Path archive(Path folder, Path layer) throws IOException {
    byte[] configuration =
        JSON.writeValueAsBytes(
            Map.of(
                "architecture", architecture(),
                "os", "linux",
                "config",
                    Map.of("Env", List.of("PATH=/bin"), "Cmd", List.of("sleep", "2147483647")),
                "rootfs",
                    Map.of("type", "layers", "diff_ids", List.of("sha256:" + digest(layer)))));
    PrivateFiles.write(
        folder.resolve("config.json"), new String(configuration, StandardCharsets.UTF_8));
    Map<String, Object> manifest =
        Map.of("Config", "config.json", "RepoTags", List.of(name), "Layers", List.of("layer.tar"));
    PrivateFiles.write(folder.resolve("manifest.json"), JSON.writeValueAsString(List.of(manifest)));
    Path archive = folder.resolve("image.tar");
    tar(archive, folder, List.of("manifest.json", "config.json", "layer.tar"));
    return archive;
  }

  private static void tar(Path archive, Path folder, List<String> rest) {
    List<String> command =
        new ArrayList<>(List.of("tar", "--create", "--owner=0", "--group=0", "--file=" + archive));
    command.add("--directory=" + folder);
    command.addAll(rest);
    Command.run(command, Map.of()).orFail();
  }

  private static String architecture() {
    String known = System.getProperty("os.arch");
    return "aarch64".equals(known) ? "arm64" : known;
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream input = new DigestInputStream(Files.newInputStream(file), sha256)) {
        input.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
