package io.sealbridge.hsm.state;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Key states as files {@code <key>.json} in one directory, mode 0600 in 0700. A reader sees the old
 * state or the new one, never a part, also after a crash: a state is written aside, forced to disk,
 * renamed over the old one, and the directory forced. Directory or file that others may write are
 * refused, because then the states are whoever's. Writers of several processes take turns by a lock
 * file. Safe for use by many threads.
 */
public final class FileStateStore {
  private static final String SUFFIX = ".json";
  private static final FileAttribute<?> PRIVATE_DIRECTORY = permissions("rwx------");
  private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");

  private final Path directory;
  private final Findings findings;

  public FileStateStore(Path directory, Findings findings) {
    this.directory = directory;
    this.findings = findings;
  }

  /** All states that count; files that do not are reported. */
  public List<KeyState> read() throws IOException, StateRefusedException {
    prepare();
    List<KeyState> states = new ArrayList<>();
    List<String> reports = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[!.]*" + SUFFIX)) {
      for (Path file : files) {
        readOne(file, reports).ifPresent(states::add);
      }
    }
    findings.report(reports);
    return states;
  }

  private Optional<KeyState> readOne(Path file, List<String> reports)
      throws IOException, StateRefusedException {
    refuseIfOthersMayWrite(file);
    try {
      KeyState state = KeyStateFormat.read(Files.readAllBytes(file));
      if (file.equals(file(state.name()))) {
        return Optional.of(state);
      }
      reports.add("state file " + file + " is ignored: it holds the state of another key");
    } catch (StateFormatException e) {
      reports.add("state file " + file + " is ignored: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Replaces the state of its key. A serial that is not above the present one is refused. */
  public synchronized void write(KeyState state) throws IOException, StateRefusedException {
    prepare();
    locked(
        () -> {
          refuseOldSerial(state);
          replace(file(state.name()), KeyStateFormat.write(state));
        });
  }

  /** Removes the state of the key, if there is one. */
  public synchronized void remove(KeyName key) throws IOException, StateRefusedException {
    prepare();
    locked(
        () -> {
          Files.deleteIfExists(file(key));
          forceDirectory();
        });
  }

  /** A change of the directory. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException, StateRefusedException;
  }

  private void locked(Change change) throws IOException, StateRefusedException {
    Path lockFile = directory.resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(
                lockFile,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PRIVATE_FILE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("lost the lock on " + lockFile);
      }
      change.make();
    }
  }

  private void refuseOldSerial(KeyState state) throws IOException, StateRefusedException {
    Path file = file(state.name());
    if (!Files.exists(file)) {
      return;
    }
    Optional<KeyState> present = readOne(file, new ArrayList<>());
    if (present.isPresent() && present.get().serial() >= state.serial()) {
      throw new StateRefusedException(
          StateRefusedException.oldSerial(state, present.get().serial(), file.toString()));
    }
  }

  private void replace(Path file, byte[] json) throws IOException {
    Path aside = directory.resolve("." + file.getFileName() + ".new");
    Files.deleteIfExists(aside); // what a crash left
    try (FileChannel channel =
        FileChannel.open(
            aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
      ByteBuffer bytes = ByteBuffer.wrap(json);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory();
  }

  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void prepare() throws IOException, StateRefusedException {
    if (!Files.exists(directory)) {
      Files.createDirectories(directory, PRIVATE_DIRECTORY);
    }
    refuseIfOthersMayWrite(directory);
  }

  private static void refuseIfOthersMayWrite(Path path) throws IOException, StateRefusedException {
    Set<PosixFilePermission> open = EnumSet.of(GROUP_WRITE, OTHERS_WRITE);
    open.retainAll(Files.getPosixFilePermissions(path));
    if (!open.isEmpty()) {
      throw new StateRefusedException(
          path + " may be written by group or others; run: chmod go-w " + path);
    }
  }

  private Path file(KeyName name) {
    return directory.resolve(name + SUFFIX);
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
