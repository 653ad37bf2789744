package io.sealbridge.hsm.datapath;

import io.sealbridge.keyring.PublicKeyInfo;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * A certificate that says nothing but which public key it holds (RFC 5280), for software that looks
 * for keys by certificates. Nobody trusts it and it never expires.
 */
record SelfSigned(Bytes subjectBytes, Bytes serialBytes, Bytes certificate) {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int VERSION = 0xA0;

  /** ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
  private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");

  /** commonName, 2.5.4.3. */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  /** Keeps arrays out of the record's components. */
  private record Bytes(String hex) {
    static Bytes of(byte[] bytes) {
      return new Bytes(HexFormat.of().formatHex(bytes));
    }

    byte[] get() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /**
   * Makes one.
   *
   * @param signer turns a SHA-256 hash into r || s
   */
  static SelfSigned make(String name, PublicKeyInfo publicKey, UnaryOperator<byte[]> signer) {
    byte[] subject =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, text(name)))));
    byte[] serial = der(INTEGER, serial(publicKey));
    byte[] toBeSigned =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            serial,
            ECDSA_SHA256,
            subject,
            der(
                SEQUENCE,
                der(UTC_TIME, text("200101000000Z")),
                der(GENERALIZED_TIME, text("99991231235959Z"))),
            subject,
            publicKey.der());
    byte[] signature = EcdsaSignature.der(signer.apply(sha256(toBeSigned)));
    byte[] certificate =
        der(SEQUENCE, toBeSigned, ECDSA_SHA256, der(BIT_STRING, new byte[] {0}, signature));
    return new SelfSigned(Bytes.of(subject), Bytes.of(serial), Bytes.of(certificate));
  }

  byte[] subject() {
    return subjectBytes.get();
  }

  byte[] serialNumber() {
    return serialBytes.get();
  }

  byte[] der() {
    return certificate.get();
  }

  /** From the key, so that two certificates never share issuer and number. */
  private static byte[] serial(PublicKeyInfo publicKey) {
    byte[] hash = sha256(publicKey.der());
    return new BigInteger(1, java.util.Arrays.copyOf(hash, 16)).toByteArray();
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      encoded.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8)});
    } else if (length >= 0x80) {
      encoded.write(0x81);
    }
    encoded.write(length);
    encoded.writeBytes(content.toByteArray());
    return encoded.toByteArray();
  }

  private static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
