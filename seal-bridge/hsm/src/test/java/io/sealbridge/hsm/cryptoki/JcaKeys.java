package io.sealbridge.hsm.cryptoki;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Map;

/** Public keys of tokens for the JDK's own cryptography, to hold the token's against. */
final class JcaKeys {
  private static final int P256_POINT = 65;

  private JcaKeys() {}

  static PublicKey rsa(CryptokiSession session, ObjectHandle key) throws GeneralSecurityException {
    Map<AttributeType, AttributeValue> values =
        session.getAttributes(key, AttributeType.MODULUS, AttributeType.PUBLIC_EXPONENT);
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                new BigInteger(1, bytes(values, AttributeType.MODULUS)),
                new BigInteger(1, bytes(values, AttributeType.PUBLIC_EXPONENT))));
  }

  static PublicKey p256(CryptokiSession session, ObjectHandle key) throws GeneralSecurityException {
    byte[] encoded =
        bytes(session.getAttributes(key, AttributeType.EC_POINT), AttributeType.EC_POINT);
    // The uncompressed point, in an OCTET STRING or bare: it comes last in both.
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - P256_POINT, encoded.length);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(
                new ECPoint(
                    new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                    new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                parameters.getParameterSpec(ECParameterSpec.class)));
  }

  static byte[] bytes(Map<AttributeType, AttributeValue> values, AttributeType type) {
    return switch (values.get(type)) {
      case AttributeValue.Present present -> present.bytes();
      case AttributeValue.NotSaid notSaid -> throw new AssertionError(type + ": " + notSaid);
      case null -> throw new AssertionError(type + " is missing");
    };
  }
}
