package io.sealbridge.k8sauth.verify;

import io.sealbridge.vault.LoginOutcome;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers the evidence of a refused login, and says its cause. */
final class RefusedLogin {
  private final Expected expected;
  private final ReviewProbe reviews;

  RefusedLogin(Expected expected, ReviewProbe reviews) {
    this.expected = expected;
    this.reviews = reviews;
  }

  Check check(
      RoleTarget target,
      Account account,
      AccountTokens.Answer.Made made,
      LoginOutcome.Refused refused) {
    LoginCause cause = Diagnosis.of(evidence(target, made, refused));
    String text =
        "%s does not get in (Vault says: %s): %s"
            .formatted(account, refused.words(), cause.sentence());
    return cause.isOurs() ? Check.failed("login", text) : Check.finding("login", text);
  }

  private LoginEvidence evidence(
      RoleTarget target, AccountTokens.Answer.Made made, LoginOutcome.Refused refused) {
    Optional<SeenRole> role = expected.role(target.place());
    Optional<SeenConfig> config = expected.config(target.cluster().mount());
    Optional<Probe> probe =
        config.filter(_ -> !target.setup().isJwt()).flatMap(known -> probe(known, role, made));
    return new LoginEvidence(target.setup(), refused, made.claims(), role, config, probe);
  }

  /** For the role's audience, or without one for that of the token, as Vault asks. */
  private Optional<Probe> probe(
      SeenConfig config, Optional<SeenRole> role, AccountTokens.Answer.Made made) {
    return Stream.concat(
            role.stream().flatMap(known -> known.audiences().stream()),
            made.claims().audiences().stream())
        .findFirst()
        .flatMap(audience -> reviews.probe(config, made.token(), audience));
  }
}
