package io.sealbridge.server.revocation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.Vocabulary;
import io.sealbridge.configuration.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file of a deny list. Blocks on the file system. A file appears whole or not at all, and
 * changes of several processes follow each other, so none is lost.
 */
public final class DenyListFile {

  private static final int LARGEST = 1 << 20;
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;

  public DenyListFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /**
   * What the file holds.
   *
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Contents(DenyList list, String sha256) {}

  public Path path() {
    return path;
  }

  /**
   * Reads the file strictly; empty if there is none. Whoever could write it could let somebody in
   * again, so one that group or others may write does not count.
   */
  public Optional<Contents> read() throws DenyListException {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
      if (WRITABLE_BY_OTHERS.stream().anyMatch(modes::contains)) {
        throw new DenyListException(
            "%s may be written by group or others (%s), so it does not count; run: chmod go-w %s"
                .formatted(path, PosixFilePermissions.toString(modes), path));
      }
      if (Files.size(path) > LARGEST) {
        throw new DenyListException(path + " is larger than 1 MiB");
      }
      byte[] bytes = Files.readAllBytes(path);
      DenyList list =
          new RecordBinder(path, Vocabulary.COMMON)
              .bind(DenyList.class, YamlReader.read(path, bytes));
      return Optional.of(new Contents(list, sha256(bytes)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (ConfigurationException e) {
      throw new DenyListException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DenyListException(path + " cannot be read: " + e, e);
    }
  }

  /**
   * Changes the file, which is made if it is absent, and returns what it holds now; its SHA-256 is
   * empty if nothing was changed and there is no file.
   *
   * @throws IOException if it could not be written; then it is as it was
   */
  public Contents change(UnaryOperator<DenyList> change) throws IOException, DenyListException {
    Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      DenyList before = read().map(Contents::list).orElse(DenyList.NOBODY);
      DenyList after = change.apply(before);
      if (held.isValid() && !after.equals(before)) {
        write(after);
      }
      return read().orElseGet(() -> new Contents(after, ""));
    }
  }

  /** Replaces the file in one step that survives a power cut. */
  public void write(DenyList list) throws IOException {
    Path folder = Objects.requireNonNull(path.getParent(), "absolute file");
    Path part =
        Files.createTempFile(
            folder,
            "." + path.getFileName(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (Files.exists(path)) {
        // Another user may have to read it, such as the bridge's own.
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(path));
      }
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text(list).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String text(DenyList list) {
    StringBuilder text = new StringBuilder();
    text.append("# Read by every bridge again and again; see docs/reference/grants.md.\n");
    text.append("epoch: ").append(list.epoch()).append('\n');
    text.append(list.identities().isEmpty() ? "identities: []\n" : "identities:\n");
    for (DeniedIdentity identity : list.identities()) {
      text.append("  - name: ").append(quoted(identity.name())).append('\n');
      identity
          .reason()
          .ifPresent(reason -> text.append("    reason: ").append(quoted(reason)).append('\n'));
      identity.since().ifPresent(at -> text.append("    since: \"").append(at).append("\"\n"));
    }
    text.append(list.tokens().isEmpty() ? "tokens: []\n" : "tokens:\n");
    list.tokens().forEach(token -> text.append("  - \"").append(token).append("\"\n"));
    return text.toString();
  }

  /** A JSON string is a YAML string too. */
  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
