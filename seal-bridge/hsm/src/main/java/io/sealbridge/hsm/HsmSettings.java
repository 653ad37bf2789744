package io.sealbridge.hsm;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One HSM as configured.
 *
 * @param name what recipients call this HSM; also part of thread names and log entries
 * @param library path of the PKCS#11 library
 * @param libraryParameters the reserved string of C_Initialize, empty for none
 * @param pinFile holds the PIN; read at each login, must not be readable by group or others
 * @param profile name of a vendor profile, or {@code auto}
 * @param sessions worker threads, each with a session of its own
 * @param callTimeout after which a caller gets an answer whatever the device does
 */
public record HsmSettings(
    String name,
    Provider provider,
    Path library,
    String libraryParameters,
    TokenSelector token,
    Path pinFile,
    String profile,
    int sessions,
    Duration callTimeout,
    StateLocation state) {
  public static final int DEFAULT_SESSIONS = 8;
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(5);
  public static final String AUTO_PROFILE = "auto";
  private static final int MAX_SESSIONS = 256;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  public HsmSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    if (sessions < 1 || sessions > MAX_SESSIONS) {
      throw new IllegalArgumentException(
          "sessions must be between 1 and " + MAX_SESSIONS + ", was " + sessions);
    }
    if (callTimeout.compareTo(SHORTEST_TIMEOUT) < 0 || callTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "callTimeout must be between 100ms and 5m, was " + callTimeout.toMillis() + "ms");
    }
  }
}
