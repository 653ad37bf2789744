package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.vault.LoginOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tokens that a role must refuse: of another account, and for another audience. */
final class Strangers {
  private static final String OTHER_AUDIENCE = "k8s-auth-setup.nobody";

  /** How many accounts to ask for until there is one. */
  private static final int CANDIDATES = 5;

  private final AccessDescription description;
  private final RoleTarget target;
  private final AccountTokens tokens;
  private final LoginTrials logins;

  Strangers(
      AccessDescription description, RoleTarget target, AccountTokens tokens, LoginTrials logins) {
    this.description = description;
    this.target = target;
    this.tokens = tokens;
    this.logins = logins;
  }

  /**
   * Tries both.
   *
   * @param admitted an account that gets in; without one, a refusal would say nothing
   */
  List<Check> check(Optional<Account> admitted) {
    if (admitted.isEmpty()) {
      return List.of(
          Check.notTried(
              "strangers",
              "whether others are refused was not tried: nobody gets in, so that would say nothing"));
    }
    List<Check> checks = new ArrayList<>(otherAccount(admitted.get()));
    checks.addAll(otherAudience(admitted.get()));
    return checks;
  }

  private List<Check> otherAccount(Account admitted) {
    for (Account candidate : candidates(admitted)) {
      if (tokens.token(candidate, target.audience()) instanceof AccountTokens.Answer.Made made) {
        return refused(
            "other-account",
            made.token(),
            "ServiceAccount " + candidate + " is refused",
            "ServiceAccount %s gets in, which the file does not name for this role; run plan to see how the role differs"
                .formatted(candidate));
      }
    }
    return List.of(
        Check.notTried(
            "other-account",
            "there is no other ServiceAccount to try the role with, such as "
                + new Account(admitted.namespace(), "default")));
  }

  private List<Account> candidates(Account admitted) {
    Stream<Account> named =
        description.consumers().stream()
            .filter(c -> description.cluster(c.cluster()).equals(target.cluster()))
            .map((ConsumerSection consumer) -> RoleTarget.accountOf(consumer));
    return Stream.concat(Stream.of(new Account(admitted.namespace(), "default")), named)
        .filter(candidate -> !target.admits(candidate) && !target.isConsumers(candidate))
        .distinct()
        .limit(CANDIDATES)
        .toList();
  }

  private List<Check> otherAudience(Account admitted) {
    return tokens.token(admitted, Optional.of(OTHER_AUDIENCE))
            instanceof AccountTokens.Answer.Made made
        ? refused(
            "other-audience",
            made.token(),
            "a token for another audience is refused",
            "a token for the audience %s gets in: the role looks at no audience, so whoever gets a token of this account for something else can log in with it; run plan to see how the role differs"
                .formatted(OTHER_AUDIENCE))
        : List.of(
            Check.failed("other-audience", "no token of " + admitted + " for another audience"));
  }

  private List<Check> refused(String id, BearerToken token, String good, String bad) {
    return switch (logins.login(target, token)) {
      case LoginOutcome.Refused _ -> List.of(Check.ok(id, good));
      case LoginOutcome.Accepted login -> {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.finding(id, bad));
        logins.end(login).ifPresent(checks::add);
        yield checks;
      }
    };
  }
}
