package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.server.config.LoginRoleConfiguration;
import io.sealbridge.server.identity.Identification.Reason;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** JWTs of OpenID Connect providers and of SPIFFE. */
final class JwtVerifier implements LoginVerifier {

  private static final int LONGEST_SUBJECT = 256;

  private final String mount;
  private final JwtRules rules;
  private final Map<String, KeySource> byIssuer;

  /** {@code byIssuer} has the keys of each issuer that the mount trusts. */
  JwtVerifier(String mount, JwtRules rules, Map<String, KeySource> byIssuer) {
    this.mount = mount;
    this.rules = rules;
    this.byIssuer = Map.copyOf(byIssuer);
  }

  @Override
  public CompletionStage<Proof> verify(String text, LoginRoleConfiguration role) {
    Jwt jwt = Jwt.parse(text);
    rules.checkAlgorithm(jwt);
    KeySource keys = keysOf(jwt);
    rules.checkTime(jwt);
    checkAudience(jwt, role);
    return SignatureCheck.check(jwt, keys)
        .thenApply(
            signed -> {
              checkClaims(jwt, role);
              return proof(jwt);
            });
  }

  /** The issuer must be one of the mount's; which one says only which of the mount's keys. */
  private KeySource keysOf(Jwt jwt) {
    String issuer = jwt.claim("iss").orElse("");
    KeySource keys = byIssuer.get(issuer);
    if (keys == null) {
      throw new LoginRefusedException(
          Reason.LOGIN_ISSUER,
          "the issuer must be one of this mount, exactly, was " + Shown.of(issuer));
    }
    return keys;
  }

  private static void checkAudience(Jwt jwt, LoginRoleConfiguration role) {
    Set<String> audiences = JwtRules.audiences(jwt);
    if (Collections.disjoint(audiences, role.audiences())) {
      throw new LoginRefusedException(
          Reason.LOGIN_AUDIENCE,
          "the audience must be one of "
              + role.audiences()
              + ", was "
              + Shown.of(String.join(", ", audiences)));
    }
  }

  private static void checkClaims(Jwt jwt, LoginRoleConfiguration role) {
    role.claims()
        .forEach(
            (name, wanted) -> {
              JsonNode value = jwt.claims().path(name);
              if (!holds(value, wanted)) {
                throw new LoginRefusedException(
                    Reason.LOGIN_CLAIMS,
                    "the claim " + name + " must be \"" + wanted + "\", was " + seen(value));
              }
            });
  }

  private static String seen(JsonNode value) {
    if (value.isMissingNode()) {
      return "absent";
    }
    return Shown.of(value.isTextual() ? value.textValue() : value.toString());
  }

  /** Texts only: a number or a truth value is equal to no text. */
  private static boolean holds(JsonNode value, String wanted) {
    if (value.isArray()) {
      Set<String> items = new HashSet<>();
      value.forEach(
          item -> {
            if (item.isTextual()) {
              items.add(item.textValue());
            }
          });
      return items.contains(wanted);
    }
    return value.isTextual() && value.textValue().equals(wanted);
  }

  private Proof proof(Jwt jwt) {
    String subject = jwt.claim("sub").orElse("");
    if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      throw new LoginRefusedException(
          Reason.LOGIN_JWT,
          "sub must be at most " + LONGEST_SUBJECT + " characters and no control characters");
    }
    return new Proof("jwt:" + mount + ":" + subject, Map.of());
  }

  @Override
  public void lookAfter() {
    byIssuer.values().forEach(KeySource::lookAfter);
  }
}
