package io.sealbridge.hsm.token;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
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

/** Builds a SubjectPublicKeyInfo from what a token tells of a public key. */
final class Spki {
  private static final byte OCTET_STRING = 0x04;
  private static final byte UNCOMPRESSED = 0x04;
  private static final int P256_BYTES = 32;

  private Spki() {}

  static PublicKeyInfo rsa(CryptokiSession session, ObjectHandle publicKey) {
    try {
      BigInteger modulus = new BigInteger(1, bytes(session, publicKey, AttributeType.MODULUS));
      BigInteger exponent =
          new BigInteger(1, bytes(session, publicKey, AttributeType.PUBLIC_EXPONENT));
      return PublicKeyInfo.of(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, exponent))
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** The point is a DER octet string by the standard; some tokens give the bare point. */
  static PublicKeyInfo p256(CryptokiSession session, ObjectHandle publicKey) {
    byte[] told = bytes(session, publicKey, AttributeType.EC_POINT);
    boolean wrapped = told.length == 2 * P256_BYTES + 3 && told[0] == OCTET_STRING;
    byte[] point = wrapped ? Arrays.copyOfRange(told, 2, told.length) : told;
    if (point.length != 2 * P256_BYTES + 1 || point[0] != UNCOMPRESSED) {
      throw new HsmException(
          new HsmFault.Refused("the token gave no uncompressed P-256 point as public key"));
    }
    try {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec("secp256r1"));
      ECPoint w =
          new ECPoint(
              new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + P256_BYTES)),
              new BigInteger(1, Arrays.copyOfRange(point, 1 + P256_BYTES, point.length)));
      return PublicKeyInfo.of(
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(w, curve.getParameterSpec(ECParameterSpec.class)))
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static byte[] bytes(CryptokiSession session, ObjectHandle key, AttributeType type) {
    return AttributeReader.one(session, key, type)
        .map(AttributeValue.Present::bytes)
        .orElseThrow(
            () -> new HsmException(new HsmFault.Refused("the token does not tell CKA_" + type)));
  }

  private static HsmException unusable(GeneralSecurityException e) {
    return new HsmException(new HsmFault.Refused("the token gave no usable public key"), e);
  }
}
