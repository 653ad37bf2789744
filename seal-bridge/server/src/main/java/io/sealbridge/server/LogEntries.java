package io.sealbridge.server;

import io.sealbridge.audit.TiledKeyUseLog;
import io.sealbridge.audit.anchor.FreshLog;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.HsmConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The entries that the service itself writes to the key-use log. */
final class LogEntries {

  private static final String UNREADABLE = "unreadable";
  private static final Path CLOCK_SOURCE =
      Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

  private LogEntries() {}

  /** With the tokens as they are configured: the HSMs may not answer yet. */
  static KeyUseEntry boot(ConfigurationFile file, String version, TiledKeyUseLog log, Instant now) {
    BridgeConfiguration configuration = file.configuration();
    return new KeyUseEntry.Boot(
        now,
        version,
        file.sha256(),
        configuration.hsms().stream().map(LogEntries::identity).toList(),
        log.previous().map(checkpoint -> checkpoint.size() + " " + checkpoint.root().base64()),
        clockSource(),
        log.previous().isEmpty() ? begun(log.path()) : Optional.empty());
  }

  private static Optional<KeyUseEntry.NewLog> begun(Path directory) {
    try {
      return FreshLog.begun(directory);
    } catch (IOException e) {
      throw new StartException(
          "why the log in " + directory + " was begun cannot be read: " + e, e);
    }
  }

  /** What the log is called: as its folder says, if it was begun by hand. */
  static String origin(BridgeConfiguration configuration) {
    Path directory = configuration.logDirectory();
    try {
      return FreshLog.origin(directory, configuration.logOrigin());
    } catch (IOException e) {
      throw new StartException("the name of the log in " + directory + " cannot be read: " + e, e);
    }
  }

  private static Optional<String> clockSource() {
    try {
      return Optional.of(Files.readString(CLOCK_SOURCE).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static KeyUseEntry.HsmIdentity identity(HsmConfiguration hsm) {
    return new KeyUseEntry.HsmIdentity(
        hsm.name(),
        hsm.library().toString(),
        sha256(hsm.library()),
        hsm.token().selector().toString(),
        hsm.token().serial().orElse(""));
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException _) {
      return UNREADABLE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
