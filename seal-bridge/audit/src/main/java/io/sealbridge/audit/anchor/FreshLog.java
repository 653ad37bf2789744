package io.sealbridge.audit.anchor;

import io.sealbridge.audit.IoReason;
import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that is begun by hand in place of another one, under a name of its own, because witnesses
 * remember the other one's. For folders that no bridge uses meanwhile.
 *
 * @param origin of the new log
 * @param aside where the old folder is now; empty if there was none
 */
public record FreshLog(String origin, Optional<Path> aside) {
  private static final String BEGUN = "begun.properties";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Puts the folder aside as {@code <name>.<time>} and makes an empty one with the next origin: of
   * {@code base}, {@code base/2}, {@code base/3} and so on.
   *
   * @param base the origin of this replica's first log
   * @param reason for the new log's first entry
   */
  public static FreshLog begin(
      Path directory, String base, String reason, String actor, Instant now) throws IOException {
    String origin = next(base, origin(directory).orElse(base));
    Properties begun = new Properties();
    begun.setProperty("reason", reason);
    begun.setProperty("actor", actor);
    Optional<Checkpoint> old = newest(directory);
    if (old.isPresent()) {
      begun.setProperty("oldOrigin", old.get().origin());
      begun.setProperty("oldSize", Long.toString(old.get().size()));
      begun.setProperty("oldRoot", old.get().root().base64());
    }
    Optional<Path> aside = moveAside(directory, now);
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    StringWriter text = new StringWriter();
    begun.store(text, null);
    DurableFile.write(directory.resolve(BEGUN), text.toString());
    DurableFile.write(directory.resolve(TileFolder.ORIGIN), origin + "\n");
    return new FreshLog(origin, aside);
  }

  private static Matcher numbered(String base, String origin) {
    return Pattern.compile(Pattern.quote(base) + "(?:/([1-9][0-9]{0,8}))?").matcher(origin);
  }

  private static String next(String base, String last) {
    Matcher matcher = numbered(base, last);
    if (!matcher.matches()) {
      return base;
    }
    int number = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
    return base + "/" + (number + 1);
  }

  private static Optional<Path> moveAside(Path directory, Instant now) throws IOException {
    if (!Files.exists(directory)) {
      return Optional.empty();
    }
    Path aside = directory.resolveSibling(directory.getFileName() + "." + TIME.format(now));
    if (Files.exists(aside)) {
      throw new IOException(aside + " is there already; wait a second and try again");
    }
    try {
      Files.move(directory, aside);
    } catch (IOException e) {
      throw new IOException(
          directory
              + " cannot be moved aside ("
              + IoReason.of(e)
              + "); if it is the root of a volume, set log.directory to a folder in the volume",
          e);
    }
    return Optional.of(aside);
  }

  private static Optional<Checkpoint> newest(Path directory) throws IOException {
    Optional<byte[]> note = new TileFolder(directory).checkpoint();
    try {
      return note.isEmpty()
          ? Optional.empty()
          : Optional.of(Checkpoint.parse(SignedNote.parse(note.get()).text()));
    } catch (MalformedNoteException _) {
      // It is put aside with all else; what it was cannot be said.
      return Optional.empty();
    }
  }

  /** What the log in a folder is called; empty if the folder does not say. */
  public static Optional<String> origin(Path directory) throws IOException {
    return read(directory.resolve(TileFolder.ORIGIN))
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }

  /** The same if it is one of the names of {@code base}, else {@code base}. */
  public static String origin(Path directory, String base) throws IOException {
    return origin(directory).filter(name -> numbered(base, name).matches()).orElse(base);
  }

  /** Why the log in a folder was begun by hand, for its first entry. */
  public static Optional<KeyUseEntry.NewLog> begun(Path directory) throws IOException {
    Optional<String> text = read(directory.resolve(BEGUN));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Properties begun = new Properties();
    begun.load(new StringReader(text.get()));
    return Optional.of(
        new KeyUseEntry.NewLog(
            begun.getProperty("reason", ""), begun.getProperty("actor", ""), old(begun)));
  }

  private static Optional<KeyUseEntry.OldLog> old(Properties begun) {
    String size = begun.getProperty("oldSize", "");
    return size.matches("[0-9]{1,18}")
        ? Optional.of(
            new KeyUseEntry.OldLog(
                begun.getProperty("oldOrigin", ""),
                Long.parseLong(size),
                begun.getProperty("oldRoot", "")))
        : Optional.empty();
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
