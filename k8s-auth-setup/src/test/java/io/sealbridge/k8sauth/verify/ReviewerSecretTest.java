package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.k8sauth.kubernetes.TokenSecret;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewerSecretTest {
  private static final String TYPE = "kubernetes.io/service-account-token";
  private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
  private static final JWTClaimsSet FOR_EVER =
      new JWTClaimsSet.Builder()
          .subject("system:serviceaccount:vault:vault-reviewer")
          .issuer("kubernetes/serviceaccount")
          .build();

  @Test
  void isContentWithATokenThatTheClusterKeeps() {
    assertThat(check(secret(TYPE, "vault-reviewer", FOR_EVER)))
        .containsExactly(
            Check.ok(
                "reviewer-secret",
                "the token in Secret vault/vault-reviewer-token does not end by itself"));
  }

  @Test
  void saysThatThereIsNone() {
    assertThat(findings(Optional.empty()))
        .singleElement()
        .asString()
        .contains("there is no Secret");
    assertThat(
            findings(
                Optional.of(new TokenSecret(TYPE, "vault-reviewer", "uid", Optional.empty(), ""))))
        .singleElement()
        .asString()
        .contains("has no token (yet)", "controller-manager");
  }

  @Test
  void saysThatATokenEnds() {
    JWTClaimsSet ending = new JWTClaimsSet.Builder(FOR_EVER).expirationTime(Date.from(END)).build();

    assertThat(findings(secret(TYPE, "vault-reviewer", ending)))
        .singleElement()
        .asString()
        .contains("ends at " + END);
  }

  @Test
  void saysThatATokenIsOneOfAPod() {
    JWTClaimsSet bound =
        new JWTClaimsSet.Builder(FOR_EVER)
            .claim("kubernetes.io", Map.of("pod", Map.of("name", "vault-0", "uid", "u")))
            .build();

    assertThat(findings(secret(TYPE, "vault-reviewer", bound)))
        .singleElement()
        .asString()
        .contains("is that of pod vault-0 and ends with it");
  }

  @Test
  void saysThatNobodyKeepsAToken() {
    assertThat(findings(secret("Opaque", "", FOR_EVER)))
        .singleElement()
        .asString()
        .contains("is of type Opaque");
    assertThat(findings(secret(TYPE, "somebody", FOR_EVER)))
        .singleElement()
        .asString()
        .contains("is of ServiceAccount somebody, not of the reviewer vault-reviewer");
  }

  @Test
  void showsNoToken() {
    Optional<TokenSecret> secret = secret("Opaque", "", FOR_EVER);
    String token = secret.flatMap(TokenSecret::token).orElseThrow().value();

    assertThat(findings(secret)).noneMatch(text -> text.contains(token));
    assertThat(secret.toString()).doesNotContain(token);
  }

  private static List<String> findings(Optional<TokenSecret> secret) {
    List<Check> checks = check(secret);
    assertThat(checks).extracting(Check::result).containsOnly(Result.FINDING);
    return checks.stream().map(Check::message).toList();
  }

  private static List<Check> check(Optional<TokenSecret> secret) {
    return ReviewerSecret.of("vault/vault-reviewer-token", "vault-reviewer", secret);
  }

  private static Optional<TokenSecret> secret(String type, String account, JWTClaimsSet claims) {
    return Optional.of(
        new TokenSecret(
            type,
            account,
            "uid",
            Optional.of(new BearerToken(new PlainJWT(claims).serialize())),
            ""));
  }
}
