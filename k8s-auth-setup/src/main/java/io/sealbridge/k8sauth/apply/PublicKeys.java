package io.sealbridge.k8sauth.apply;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;

/** Public keys as Vault wants them. */
final class PublicKeys {
  private static final int LINE = 64;

  private PublicKeys() {}

  /** The keys of a JSON Web Key Set as PEM, in the order of the set. */
  static List<String> pem(String jwks) {
    try {
      return JWKSet.parse(jwks).getKeys().stream()
          .filter(AsymmetricJWK.class::isInstance)
          .map(AsymmetricJWK.class::cast)
          .map(PublicKeys::pem)
          .toList();
    } catch (ParseException e) {
      throw new IllegalArgumentException("the API server's keys are no JSON Web Key Set", e);
    }
  }

  private static String pem(AsymmetricJWK key) {
    try {
      String text =
          Base64.getMimeEncoder(LINE, new byte[] {'\n'})
              .encodeToString(key.toPublicKey().getEncoded());
      return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalArgumentException("one of the API server's keys cannot be read", e);
    }
  }
}
