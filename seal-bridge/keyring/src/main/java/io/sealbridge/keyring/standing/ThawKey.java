package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public key whose signatures end freezes: Ed25519, or ECDSA on P-256 over a SHA-256 digest, the
 * signature as DER. Safe for use by many threads.
 */
public final class ThawKey {
  private static final int P256_BITS = 256;

  private final SoftwareVerifier verifier;
  private final SignatureScheme scheme;
  private final String sha256;

  private ThawKey(PublicKeyInfo publicKey, SignatureScheme scheme) {
    this.verifier = new SoftwareVerifier(publicKey);
    this.scheme = scheme;
    this.sha256 = HexFormat.of().formatHex(HashFunction.SHA256.digest(publicKey.der()));
  }

  /**
   * A key of either kind.
   *
   * @param der SubjectPublicKeyInfo
   * @throws IllegalArgumentException if it is neither
   */
  public static ThawKey of(byte[] der) {
    PublicKeyInfo publicKey = PublicKeyInfo.of(der);
    if (parses("Ed25519", der)) {
      return new ThawKey(publicKey, new SignatureScheme.Ed25519());
    }
    if (parses("EC", der)) {
      return new ThawKey(publicKey, new SignatureScheme.Ecdsa());
    }
    throw new IllegalArgumentException("neither an Ed25519 nor a P-256 public key");
  }

  private static boolean parses(String algorithm, byte[] der) {
    try {
      PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      return !(key instanceof ECPublicKey curve)
          || curve.getParams().getOrder().bitLength() == P256_BITS;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  boolean hasSigned(byte[] text, Octets signature) {
    byte[] input =
        scheme instanceof SignatureScheme.Ecdsa ? HashFunction.SHA256.digest(text) : text;
    return verifier.verifies(scheme, input, signature.lend());
  }

  /** Of the SubjectPublicKeyInfo, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }
}
