package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.configuration.Durations;
import io.sealbridge.server.config.SignatureAlgorithm;
import io.sealbridge.server.identity.Identification.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What every JWT of a mount must be, whoever issued it. Each check throws when it is not. */
record JwtRules(
    List<SignatureAlgorithm> algorithms, Duration maxLifetime, Duration leeway, Clock clock) {

  private static final long LATEST = 253_402_300_799L;

  JwtRules {
    algorithms = List.copyOf(algorithms);
  }

  /** Whatever is not listed is refused, {@code none} with it. */
  void checkAlgorithm(Jwt jwt) {
    if (algorithms.stream().noneMatch(allowed -> allowed.name().equals(jwt.algorithm()))) {
      throw new LoginRefusedException(
          Reason.LOGIN_JWT,
          "the algorithm must be one of "
              + algorithms
              + ", was "
              + Shown.of(jwt.algorithm())
              + "; allow it under algorithms if the issuer uses it");
    }
  }

  void checkTime(Jwt jwt) {
    Instant now = clock.instant();
    Instant expires =
        time(jwt, "exp").orElseThrow(() -> refused("the JWT has no exp, so it never expires"));
    Optional<Instant> issued = time(jwt, "iat");
    Optional<Instant> notBefore = time(jwt, "nbf");
    Instant from =
        issued.or(() -> notBefore).orElseThrow(() -> refused("the JWT has neither iat nor nbf"));
    if (!now.isBefore(expires.plus(leeway))) {
      throw refused("the JWT expired at " + expires + "; it is now " + now);
    }
    Stream.concat(notBefore.stream(), issued.stream())
        .filter(start -> start.isAfter(now.plus(leeway)))
        .findFirst()
        .ifPresent(start -> tooEarly(start, now));
    Duration lifetime = Duration.between(from, expires);
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw refused("the JWT expires before it was issued");
    }
    if (lifetime.compareTo(maxLifetime) > 0) {
      throw refused(
          "the JWT lives for "
              + Durations.text(lifetime)
              + ", longer than maxTokenLifetime ("
              + Durations.text(maxLifetime)
              + "); ask the issuer for a shorter one (Kubernetes: a projected token with"
              + " expirationSeconds), or raise maxTokenLifetime of this mount");
    }
  }

  private static void tooEarly(Instant start, Instant now) {
    throw refused(
        "the JWT counts from " + start + " only; it is now " + now + "; check the clocks");
  }

  private static Optional<Instant> time(Jwt jwt, String claim) {
    JsonNode value = jwt.claims().path(claim);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > LATEST) {
      throw refused(claim + " must be a number of seconds");
    }
    return Optional.of(Instant.ofEpochSecond((long) value.doubleValue()));
  }

  /** The audiences; {@code aud} is a text or a list of texts (RFC 7519, section 4.1.3). */
  static Set<String> audiences(Jwt jwt) {
    JsonNode value = jwt.claims().path("aud");
    Set<String> audiences = new LinkedHashSet<>();
    if (value.isTextual()) {
      audiences.add(value.textValue());
    } else if (value.isArray()) {
      for (JsonNode item : value) {
        if (!item.isTextual()) {
          throw new LoginRefusedException(Reason.LOGIN_AUDIENCE, "aud must be a list of texts");
        }
        audiences.add(item.textValue());
      }
    }
    if (audiences.isEmpty()) {
      throw new LoginRefusedException(Reason.LOGIN_AUDIENCE, "the JWT has no audience");
    }
    return audiences;
  }

  private static LoginRefusedException refused(String detail) {
    return new LoginRefusedException(Reason.LOGIN_TIME, detail);
  }
}
