package io.sealbridge.keyring;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What RSASSA-PKCS1-v1_5 signs of a digest: the digest with its hash's name (RFC 8017, 9.2). */
public final class DigestInfo {
  /** sha1: 1.3.14.3.2.26, with null parameters. */
  private static final String SHA1 = "300906052b0e03021a0500";

  /** The other functions: 2.16.840.1.101.3.4.2 and one byte each, with null parameters. */
  private static final String NIST = "300d06096086480165030402%02x0500";

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private DigestInfo() {}

  /**
   * DER of {@code digest} under the name of {@code hash}.
   *
   * @throws IllegalArgumentException if the digest has another length than the hash's
   */
  public static byte[] of(HashFunction hash, byte[] digest) {
    if (digest.length != hash.bytes()) {
      throw new IllegalArgumentException(
          "a digest of %s has %d bytes, this one %d"
              .formatted(hash.transitName(), hash.bytes(), digest.length));
    }
    byte[] algorithm = HexFormat.of().parseHex(algorithm(hash));
    int content = algorithm.length + 2 + digest.length;
    return ByteBuffer.allocate(2 + content)
        .put((byte) SEQUENCE)
        .put((byte) content)
        .put(algorithm)
        .put((byte) OCTET_STRING)
        .put((byte) digest.length)
        .put(digest)
        .array();
  }

  private static String algorithm(HashFunction hash) {
    return switch (hash) {
      case SHA1 -> SHA1;
      case SHA224 -> NIST.formatted(4);
      case SHA256 -> NIST.formatted(1);
      case SHA384 -> NIST.formatted(2);
      case SHA512 -> NIST.formatted(3);
      case SHA3_224 -> NIST.formatted(7);
      case SHA3_256 -> NIST.formatted(8);
      case SHA3_384 -> NIST.formatted(9);
      case SHA3_512 -> NIST.formatted(10);
    };
  }
}
