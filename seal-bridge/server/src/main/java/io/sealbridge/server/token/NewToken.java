package io.sealbridge.server.token;

/**
 * A token that was just made. {@code text} is the secret and exists nowhere else: show it once and
 * forget it.
 */
public record NewToken(String text, IssuedToken issued) {
  /** Names the accessor, never the secret. */
  @Override
  public String toString() {
    return "NewToken[accessor=" + issued.accessor() + "]";
  }
}
