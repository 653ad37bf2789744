package io.sealbridge.server.witness;

import io.sealbridge.audit.anchor.WitnessKey;
import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Set;

/** The file with a witness's key. */
public final class WitnessKeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private WitnessKeyFile() {}

  /** Makes the key unless the file is there, and returns when the disk has it. */
  public static void make(Path file, SecureRandom random) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer pem = StandardCharsets.US_ASCII.encode(WitnessKey.make(random));
      while (pem.hasRemaining()) {
        channel.write(pem);
      }
      channel.force(true);
    }
    DurableFile.syncFolder(folder);
  }

  /**
   * Reads the key.
   *
   * @throws ConfigurationException if it is absent, no key, or open to others
   */
  public static WitnessKey read(WitnessConfiguration configuration) {
    Path file = configuration.key();
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(mode)) {
        throw new ConfigurationException(
            "%s has mode %s, which is too open; run: chmod 600 %s"
                .formatted(file, PosixFilePermissions.toString(mode), file));
      }
      return WitnessKey.parse(
          configuration.name(), Files.readString(file, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          file + " does not exist; make the key with: seal-bridge audit witness --init", e);
    } catch (IOException e) {
      throw ConfigurationException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(file + " is " + e.getMessage(), e);
    }
  }
}
