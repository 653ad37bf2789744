package io.sealbridge.audit.hsmlog;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The chain of a YubiHSM's log: each digest is the first half of the SHA-256 of the record (16
 * bytes, big-endian: number, command, length, session key, target, second target, result, tick) and
 * the digest before it. It has no key: whoever edits a file can compute it anew. In the order of
 * the file; for one thread.
 */
final class YubiHsmChain {
  private static final HexFormat HEX = HexFormat.of();
  private static final int RECORD = 16;
  private static final int DIGEST = 16;

  private byte @Nullable [] before;

  /** Whether the record follows the one before; the first does. */
  boolean follows(Matcher record) {
    byte[] digest = HEX.parseHex(record.group("digest"));
    byte[] previous = before;
    before = digest;
    return previous == null || Arrays.equals(digest, digest(bytes(record), previous));
  }

  private static byte[] bytes(Matcher record) {
    return ByteBuffer.allocate(RECORD)
        .putShort((short) Integer.parseInt(record.group("item")))
        .put((byte) hex(record, "operation"))
        .putShort((short) Integer.parseInt(record.group("length")))
        .putShort((short) hex(record, "session"))
        .putShort((short) hex(record, "key"))
        .putShort((short) hex(record, "second"))
        .put((byte) hex(record, "result"))
        .putInt((int) Long.parseLong(record.group("tick")))
        .array();
  }

  private static int hex(Matcher record, String name) {
    return HexFormat.fromHexDigits(record.group(name));
  }

  private static byte[] digest(byte[] record, byte[] before) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(record);
      return Arrays.copyOf(sha256.digest(before), DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
