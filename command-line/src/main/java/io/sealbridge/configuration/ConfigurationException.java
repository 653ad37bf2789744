package io.sealbridge.configuration;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration cannot be used. The message names file, line, property and what to change. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a file that is there and cannot be read; names the user where that is why. */
  public static ConfigurationException unreadable(Path file, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied to user id "
                + userId()
                + "; that user needs to read it and to enter its folders"
            : String.valueOf(cause.getMessage());
    return new ConfigurationException(file + ": cannot be read: " + reason, cause);
  }

  private static Object userId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
