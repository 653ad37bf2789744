package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bridge's own token for a cluster, as its file has it now.
 *
 * @param text a secret
 */
public record ReviewerToken(String text) {

  private static final long LARGEST = 64 * 1024;
  private static final long LATEST = 253_402_300_799L;
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  /** The file cannot be used; the message names it, and nothing of its content. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(Path file, String what) {
      super("the reviewer's token " + file + " " + what);
    }
  }

  /** Reads the file; blocks. */
  public static ReviewerToken read(Path file) throws UnusableException {
    String text;
    try {
      if (Files.size(file) > LARGEST) {
        throw new UnusableException(file, "is larger than " + LARGEST + " bytes");
      }
      text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      // The exception names the file and never what is in it.
      throw new UnusableException(file, "cannot be read: " + e);
    }
    if (!BEARER.matcher(text).matches()) {
      throw new UnusableException(file, "holds no token");
    }
    return new ReviewerToken(text);
  }

  /** When it ends, if it is a JWT that says so; the cluster alone knows whether it counts. */
  public Optional<Instant> expires() {
    return time("exp");
  }

  /** When it was made, if it is a JWT that says so. */
  public Optional<Instant> issued() {
    return time("iat");
  }

  private Optional<Instant> time(String claim) {
    return claims()
        .map(claims -> claims.path(claim))
        .filter(value -> value.isNumber() && value.longValue() >= 0 && value.longValue() < LATEST)
        .map(value -> Instant.ofEpochSecond(value.longValue()));
  }

  private Optional<ObjectNode> claims() {
    String[] parts = text.split("\\.", -1);
    try {
      return parts.length == 3
          ? StrictJson.object(Base64.getUrlDecoder().decode(parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "ReviewerToken[" + text.length() + " characters]";
  }
}
