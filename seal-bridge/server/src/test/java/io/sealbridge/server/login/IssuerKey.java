package io.sealbridge.server.login;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;

/**
 * A key pair that signs JWTs.
 *
 * @param algorithm RS256 or ES256
 */
public record IssuerKey(String id, String algorithm, KeyPair pair) {

  static IssuerKey rsa(String id) {
    return rsa(id, 2048);
  }

  static IssuerKey rsa(String id, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new IssuerKey(id, "RS256", generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static IssuerKey ec(String id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new IssuerKey(id, "ES256", generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same pair under another name. */
  IssuerKey named(String other) {
    return new IssuerKey(other, algorithm, pair);
  }

  public JWK jwk() {
    return switch (pair.getPublic()) {
      case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(id).build();
      case ECPublicKey ec -> new ECKey.Builder(Curve.P_256, ec).keyID(id).build();
      default -> throw new IllegalStateException("neither RSA nor EC");
    };
  }

  /** A document that publishes this key alone. */
  public String keySet() {
    return "{\"keys\":[" + jwk().toJSONString() + "]}";
  }

  byte[] sign(String text) {
    try {
      Signature signature =
          Signature.getInstance(
              algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
