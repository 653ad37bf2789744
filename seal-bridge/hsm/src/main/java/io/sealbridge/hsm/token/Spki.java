package io.sealbridge.hsm.token;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.PublicKeyInfo;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads public keys from a token as SubjectPublicKeyInfo (RFC 5280, RFC 8410). */
final class Spki {
  private static final byte OCTET_STRING = 0x04;
  private static final byte UNCOMPRESSED = 0x04;
  private static final int ED25519_BYTES = 32;

  /** Everything before the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
  private static final String ED25519 = "302a300506032b6570032100";

  private Spki() {}

  /**
   * The public key in an object: a public key, or a private one of a token that tells it there.
   *
   * @throws HsmException if the token does not tell it
   */
  static PublicKeyInfo of(CryptokiSession session, ObjectHandle key, KeyType type) {
    return switch (type) {
      case RSA_2048, RSA_3072, RSA_4096 -> rsa(session, key);
      case ECDSA_P256 -> ec("secp256r1", 32, point(session, key, 65));
      case ECDSA_P384 -> ec("secp384r1", 48, point(session, key, 97));
      case ECDSA_P521 -> ec("secp521r1", 66, point(session, key, 133));
      case ED25519 -> ed25519(point(session, key, ED25519_BYTES));
      case AES_256, HMAC -> throw new IllegalArgumentException(type + " has no public key");
    };
  }

  private static PublicKeyInfo rsa(CryptokiSession session, ObjectHandle key) {
    try {
      BigInteger modulus = new BigInteger(1, bytes(session, key, AttributeType.MODULUS));
      BigInteger exponent = new BigInteger(1, bytes(session, key, AttributeType.PUBLIC_EXPONENT));
      return PublicKeyInfo.of(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, exponent))
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** The point is a DER octet string by the standard; some tokens give the bare point. */
  private static byte[] point(CryptokiSession session, ObjectHandle key, int length) {
    byte[] told = bytes(session, key, AttributeType.EC_POINT);
    int header = length < 0x80 ? 2 : 3;
    boolean wrapped = told.length == length + header && told[0] == OCTET_STRING;
    byte[] point = wrapped ? Arrays.copyOfRange(told, header, told.length) : told;
    if (point.length != length) {
      throw refused(
          "the token gave a public point of %d bytes, not %d".formatted(point.length, length));
    }
    return point;
  }

  private static PublicKeyInfo ec(String curveName, int half, byte[] point) {
    if (point[0] != UNCOMPRESSED) {
      throw refused(
          "the token gave no uncompressed point of %s as public key".formatted(curveName));
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec(curveName));
      ECPoint w =
          new ECPoint(
              new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + half)),
              new BigInteger(1, Arrays.copyOfRange(point, 1 + half, point.length)));
      return PublicKeyInfo.of(
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(w, curve.getParameterSpec(ECParameterSpec.class)))
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static PublicKeyInfo ed25519(byte[] point) {
    return PublicKeyInfo.of(HexFormat.of().parseHex(ED25519 + HexFormat.of().formatHex(point)));
  }

  private static byte[] bytes(CryptokiSession session, ObjectHandle key, AttributeType type) {
    return AttributeReader.one(session, key, type)
        .map(AttributeValue.Present::bytes)
        .orElseThrow(() -> refused("the token does not tell CKA_" + type));
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }

  private static HsmException unusable(GeneralSecurityException e) {
    return new HsmException(new HsmFault.Refused("the token gave no usable public key"), e);
  }
}
