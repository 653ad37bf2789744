package io.sealbridge.hsm.datapath;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Turns a token's {@code r || s} into the DER that everybody else wants. */
final class EcdsaSignature {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private EcdsaSignature() {}

  /** For curves up to 521 bits, whose signatures have at most 139 bytes. */
  static byte[] der(byte[] raw) {
    int half = raw.length / 2;
    ByteArrayOutputStream integers = new ByteArrayOutputStream();
    for (byte[] part : new byte[][] {Arrays.copyOf(raw, half), copyFrom(raw, half)}) {
      byte[] integer = new BigInteger(1, part).toByteArray();
      integers.write(INTEGER);
      integers.write(integer.length);
      integers.writeBytes(integer);
    }
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    sequence.write(SEQUENCE);
    if (integers.size() >= 0x80) {
      sequence.write(0x81);
    }
    sequence.write(integers.size());
    sequence.writeBytes(integers.toByteArray());
    return sequence.toByteArray();
  }

  private static byte[] copyFrom(byte[] raw, int start) {
    return Arrays.copyOfRange(raw, start, raw.length);
  }
}
