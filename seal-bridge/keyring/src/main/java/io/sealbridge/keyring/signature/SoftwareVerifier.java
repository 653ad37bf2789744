package io.sealbridge.keyring.signature;

import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;

/**
 * Verifies signatures with one public key, without any HSM. Safe for use by many threads.
 *
 * @param publicKey of a state
 */
public record SoftwareVerifier(PublicKeyInfo publicKey) {
  /**
   * Whether {@code signature} is one of {@code input} by this key; what is no signature at all is
   * simply not one.
   *
   * @param scheme of the key's type
   * @param input the digest, or for Ed25519 the message
   * @throws IllegalStateException if the public key is none that can be used so
   */
  public boolean verifies(SignatureScheme scheme, byte[] input, byte[] signature) {
    try {
      return switch (scheme) {
        case SignatureScheme.Ecdsa _ -> byJca("EC", "NONEwithECDSA", input, signature);
        case SignatureScheme.Ed25519 _ -> byJca("Ed25519", "Ed25519", input, signature);
        case SignatureScheme.Pkcs1(var hash) -> rsa(signature).isPkcs1(hash, input);
        case SignatureScheme.Pss(var hash, int saltLength) ->
            rsa(signature).isPss(hash, input, saltLength);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the state's public key cannot be used", e);
    }
  }

  /** As {@link #verifies}, whatever the length of the salt. */
  public boolean verifiesWithAnySalt(SignatureScheme.Pss scheme, byte[] input, byte[] signature) {
    try {
      return rsa(signature).isPss(scheme.hash(), input, RsaSignature.ANY_SALT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the state's public key cannot be used", e);
    }
  }

  private boolean byJca(String keyAlgorithm, String algorithm, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key(keyAlgorithm));
    verifier.update(input);
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    }
  }

  private RsaSignature rsa(byte[] signature) throws GeneralSecurityException {
    return new RsaSignature((RSAPublicKey) key("RSA"), signature);
  }

  private PublicKey key(String algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(publicKey.der()));
  }
}
