package io.sealbridge.k8sauth.verify;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a ServiceAccount's token says of itself; not checked.
 *
 * @param issuer empty if it names none
 * @param expires none for tokens that the cluster keeps in a Secret
 * @param pod with which the token ends, if it is bound to one
 */
record TokenClaims(
    String issuer,
    List<String> audiences,
    Account account,
    Optional<Instant> expires,
    Optional<String> pod) {

  TokenClaims {
    audiences = List.copyOf(audiences);
  }

  /** Nothing if the token is none of a ServiceAccount. */
  static Optional<TokenClaims> of(BearerToken token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token.value()).getJWTClaimsSet();
      String[] subject = String.valueOf(claims.getSubject()).split(":", -1);
      if (subject.length != 4) {
        return Optional.empty();
      }
      return Optional.of(
          new TokenClaims(
              Optional.ofNullable(claims.getIssuer()).orElse(""),
              claims.getAudience(),
              new Account(subject[2], subject[3]),
              Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant),
              pod(claims)));
    } catch (ParseException _) {
      // Without the parser's words, which may quote the token.
      return Optional.empty();
    }
  }

  private static Optional<String> pod(JWTClaimsSet claims) throws ParseException {
    return Optional.ofNullable(claims.getJSONObjectClaim("kubernetes.io"))
        .map(own -> own.get("pod"))
        .filter(Map.class::isInstance)
        .map(pod -> String.valueOf(((Map<?, ?>) pod).get("name")));
  }
}
