package io.sealbridge.server.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of token files. Blocks on the file system; safe for use by many threads and processes,
 * because a file appears whole or not at all.
 */
public final class TokenDirectory {
  private static final String PREFIX = "sbt_";
  private static final int SECRET_BYTES = 32;
  private static final int ACCESSOR_BYTES = 8;
  private static final int LARGEST_FILE = 4096;
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path directory;

  public TokenDirectory(Path directory) {
    this.directory = directory;
  }

  /** Whether {@code text} begins like a token of this folder. */
  public static boolean mayHold(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * What the folder holds now.
   *
   * @param tokens those that count, expired ones among them, ascending by identity and creation
   * @param problems one sentence for each file that does not count
   */
  public record Contents(List<IssuedToken> tokens, List<String> problems) {
    public Contents {
      tokens = List.copyOf(tokens);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads every file. A folder that does not exist holds no tokens. Whoever could write the folder
   * or a file could make a token, so what group or others may write does not count.
   *
   * @throws IOException if the folder cannot be read
   */
  public Contents read() throws IOException {
    List<String> problems = new ArrayList<>();
    Map<String, IssuedToken> byAccessor = new HashMap<>();
    try {
      refuseWritable(directory);
      for (Path file : files()) {
        readInto(file, byAccessor, problems);
      }
    } catch (NoSuchFileException _) {
      return new Contents(List.of(), List.of());
    } catch (IllegalArgumentException e) {
      return new Contents(List.of(), List.of(directory + " " + e.getMessage()));
    }
    List<IssuedToken> tokens = new ArrayList<>(byAccessor.values());
    tokens.sort(Comparator.comparing(IssuedToken::identity).thenComparing(IssuedToken::created));
    return new Contents(tokens, problems);
  }

  /** Makes a token and its file. */
  public NewToken create(
      String identity, Instant created, Optional<Instant> expires, SecureRandom random)
      throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    byte[] accessor = new byte[ACCESSOR_BYTES];
    random.nextBytes(accessor);
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    IssuedToken issued =
        new IssuedToken(
            identity, HexFormat.of().formatHex(accessor), TokenHash.of(text), created, expires);
    write(issued);
    return new NewToken(text, issued);
  }

  /**
   * Removes the file of this token.
   *
   * @return the token, empty if there is none with that accessor
   */
  public Optional<IssuedToken> revoke(String accessor) throws IOException {
    if (!IssuedToken.isAccessor(accessor) || !Files.isDirectory(directory)) {
      return Optional.empty();
    }
    for (Path file : files()) {
      Optional<IssuedToken> token = readLeniently(file).filter(t -> t.accessor().equals(accessor));
      if (token.isPresent()) {
        Files.delete(file);
        force(directory);
        return token;
      }
    }
    return Optional.empty();
  }

  private void write(IssuedToken token) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path part =
        Files.createTempFile(
            directory,
            "." + token.accessor(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(TokenFile.write(token));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, directory.resolve(token.fileName()), StandardCopyOption.ATOMIC_MOVE);
      force(directory);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "[!.]*.json")) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private static void readInto(
      Path file, Map<String, IssuedToken> byAccessor, List<String> problems) throws IOException {
    try {
      refuseWritable(file);
      IssuedToken token = readFile(file);
      if (byAccessor.putIfAbsent(token.accessor(), token) != null) {
        problems.add(file + " names the accessor of another file; remove one of them");
      }
    } catch (NoSuchFileException _) {
      // Revoked since the folder was listed.
    } catch (IllegalArgumentException e) {
      problems.add(file + " " + e.getMessage());
    }
  }

  private static Optional<IssuedToken> readLeniently(Path file) throws IOException {
    try {
      return Optional.of(readFile(file));
    } catch (NoSuchFileException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static IssuedToken readFile(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException("is larger than " + LARGEST_FILE + " bytes");
    }
    return TokenFile.read(Files.readAllBytes(file));
  }

  private static void refuseWritable(Path path) throws IOException {
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
    if (WRITABLE_BY_OTHERS.stream().anyMatch(modes::contains)) {
      throw new IllegalArgumentException(
          "may be written by group or others ("
              + PosixFilePermissions.toString(modes)
              + "), so it does not count; chmod go-w it");
    }
  }

  /** Makes the renaming or removal of a file durable. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
