package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyName;
import java.nio.charset.StandardCharsets;

/** What is signed to end a freeze. It fits one freeze of one key of one deployment. */
public final class ThawText {
  private ThawText() {}

  /**
   * Four lines of text, each ended.
   *
   * @param serial of the state that is to be ended
   */
  public static String of(String deployment, KeyName key, long serial) {
    return "seal-bridge thaw 1\ndeployment: %s\nkey: %s\nserial: %d\n"
        .formatted(deployment, key, serial);
  }

  static byte[] bytes(String deployment, KeyName key, long serial) {
    return of(deployment, key, serial).getBytes(StandardCharsets.UTF_8);
  }
}
