package io.sealbridge.server.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public key whose tokens count.
 *
 * @param id the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo
 */
public record TrustedKey(String id, ECPublicKey publicKey) {

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int ID_BYTES = 8;

  public TrustedKey {
    if (!publicKey.getParams().getOrder().equals(P256_ORDER)) {
      throw new IllegalArgumentException("a key of tokens must be of the curve P-256");
    }
  }

  public static TrustedKey of(ECPublicKey publicKey) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
      return new TrustedKey(HexFormat.of().formatHex(sha256, 0, ID_BYTES), publicKey);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The key with this encoding.
   *
   * @param spki SubjectPublicKeyInfo, DER
   * @throws IllegalArgumentException if it holds no key of P-256
   */
  public static TrustedKey of(byte[] spki) {
    try {
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
      return of((ECPublicKey) key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key of tokens must be of the curve P-256", e);
    }
  }

  /** Whether this key's owner signed {@code data}; {@code signature} is r and s. */
  boolean verifies(byte[] data, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(publicKey);
      verifier.update(data);
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform verifies ECDSA", e);
    }
  }
}
