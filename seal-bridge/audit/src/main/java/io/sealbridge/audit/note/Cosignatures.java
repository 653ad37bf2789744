package io.sealbridge.audit.note;

import java.nio.charset.StandardCharsets;

/** What a witness signs (C2SP tlog-cosignature, "Ed25519 signed message"). */
public final class Cosignatures {
  private Cosignatures() {}

  /**
   * The message.
   *
   * @param seconds since the epoch
   * @param text of the checkpoint, with its last newline
   */
  public static byte[] message(long seconds, String text) {
    return ("cosignature/v1\ntime " + Long.toUnsignedString(seconds) + "\n" + text)
        .getBytes(StandardCharsets.UTF_8);
  }
}
