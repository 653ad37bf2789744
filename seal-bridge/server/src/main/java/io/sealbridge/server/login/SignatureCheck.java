package io.sealbridge.server.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.sealbridge.server.config.SignatureAlgorithm;
import io.sealbridge.server.identity.Identification.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether a key that the mount trusts signed a JWT. */
final class SignatureCheck {

  private SignatureCheck() {}

  /**
   * Fails with {@link LoginRefusedException} if none did. The algorithm must have been allowed
   * before.
   */
  static CompletionStage<Void> check(Jwt jwt, KeySource source) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.valueOf(jwt.algorithm());
    return source
        .keys()
        .thenApply(keys -> keys.candidates(algorithm, jwt.keyId()))
        .thenCompose(
            candidates ->
                candidates.isEmpty()
                    ? source.keysAnew().thenApply(keys -> keys.candidates(algorithm, jwt.keyId()))
                    : CompletableFuture.completedFuture(candidates))
        .thenAccept(candidates -> requireOne(jwt, algorithm, candidates));
  }

  private static void requireOne(Jwt jwt, SignatureAlgorithm algorithm, List<JWK> candidates) {
    if (candidates.isEmpty()) {
      throw new LoginRefusedException(
          Reason.LOGIN_SIGNATURE,
          jwt.keyId()
                  .map(id -> "no key of this mount has the key id " + Shown.of(id))
                  .orElse("the JWT names no key, and the mount has not exactly one that fits")
              + " for "
              + algorithm
              + "; if the issuer has new keys, look at the mount's keys");
    }
    if (candidates.stream().noneMatch(key -> verifies(key, jwt, algorithm))) {
      throw new LoginRefusedException(
          Reason.LOGIN_SIGNATURE, "the signature is not by the key that the JWT names");
    }
  }

  /** The header is made anew, so that nothing else in the JWT's own has a say. */
  private static boolean verifies(JWK key, Jwt jwt, SignatureAlgorithm algorithm) {
    try {
      JWSVerifier verifier =
          switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
            default -> throw new IllegalStateException("no verifier for " + key.getKeyType());
          };
      JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.name()));
      return verifier.verify(header, jwt.signed(), Base64URL.encode(jwt.signature()));
    } catch (JOSEException _) {
      return false;
    }
  }
}
