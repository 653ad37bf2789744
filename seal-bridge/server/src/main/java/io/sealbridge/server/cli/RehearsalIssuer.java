package io.sealbridge.server.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Whose JWT the bridge of a rehearsal takes: a key that is made for it and kept nowhere.
 *
 * @param key the private key
 */
record RehearsalIssuer(ECKey key) {
  private static final String ISSUER = "https://rehearsal.invalid";
  private static final String NAME = "rehearsal";
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  static RehearsalIssuer create() throws IOException {
    try {
      return new RehearsalIssuer(
          new ECKeyGenerator(Curve.P_256).keyID(NAME).algorithm(JWSAlgorithm.ES256).generate());
    } catch (JOSEException e) {
      throw new IOException("no key for the rehearsal's issuer", e);
    }
  }

  /** Writes the public key as a JWK set (RFC 7517). */
  void publish(Path file) throws IOException {
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
  }

  /** A JWT for the role {@code rehearsal}. */
  String token(Instant now) throws IOException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(NAME).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(NAME)
                .audience(NAME)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build());
    try {
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IOException("the rehearsal's issuer did not sign", e);
    }
  }

  @Override
  public String toString() {
    return "RehearsalIssuer[" + ISSUER + "]";
  }
}
