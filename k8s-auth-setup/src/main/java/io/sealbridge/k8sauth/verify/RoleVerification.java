package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.vault.LoginOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks of one role: as the file says, who gets in with it, and what they may read. */
final class RoleVerification {
  private final RoleTarget target;
  private final Expected expected;
  private final AccountTokens tokens;
  private final LoginTrials logins;
  private final RefusedLogin refusals;
  private final AllowedReads reads;
  private final Strangers strangers;
  private final ClusterApi api;
  private final List<Check> checks = new ArrayList<>();

  RoleVerification(
      AccessDescription description,
      RoleTarget target,
      Expected expected,
      ClusterApi api,
      LoginTrials logins) {
    this.target = target;
    this.expected = expected;
    this.api = api;
    this.tokens = new AccountTokens(api);
    this.logins = logins;
    this.refusals = new RefusedLogin(expected, new ReviewProbe(description, target.cluster(), api));
    this.reads = new AllowedReads(description, target, expected, logins.vault());
    this.strangers = new Strangers(description, target, tokens, logins);
  }

  Checked run() {
    Check role = expected.check("role", target.place());
    checks.add(role);
    if (expected.role(target.place()).isPresent()) {
      target.role().policies().stream()
          .filter(name -> expected.policyText(name).isPresent())
          .map(name -> expected.check("policy", new Place.Policy(name)))
          .forEach(checks::add);
      logIn();
    } else {
      checks.add(Check.notTried("login", "no login was tried: there is no role"));
    }
    return new Checked(target.subject(), checks);
  }

  private void logIn() {
    Optional<Account> admitted = Optional.empty();
    for (Account account : target.accounts()) {
      if (logIn(account, admitted.isEmpty()) && admitted.isEmpty()) {
        admitted = Optional.of(account);
      }
    }
    checks.addAll(strangers.check(admitted));
    if (!target.patterns().isEmpty()) {
      checks.add(
          Check.notTried(
              "patterns",
              "who gets in by %s was not tried, only accounts that the file names"
                  .formatted(String.join(", ", target.patterns()))));
    }
    if (target.accountsLeftOut() > 0) {
      checks.add(
          Check.notTried(
              "accounts", target.accountsLeftOut() + " more accounts of the role were not tried"));
    }
  }

  /** Whether {@code account} gets in. */
  private boolean logIn(Account account, boolean first) {
    return switch (tokens.token(account, target.audience())) {
      case AccountTokens.Answer.Made made -> {
        checks.addAll(AccountCheck.of(api, account));
        yield logIn(account, made, first);
      }
      case AccountTokens.Answer.NoAccount _ -> {
        checks.add(missing(account));
        yield false;
      }
      case AccountTokens.Answer.NotGiven given -> {
        checks.add(Check.failed("login", "no token of " + account + ": " + given.why()));
        yield false;
      }
    };
  }

  private Check missing(Account account) {
    String text =
        "there is no ServiceAccount %s, so no pod logs in as it; make it, or correct the file"
            .formatted(account);
    return target.isConsumers(account) || target.accounts().size() == 1
        ? Check.finding("login", text)
        : Check.warning("login", text);
  }

  private boolean logIn(Account account, AccountTokens.Answer.Made made, boolean first) {
    return switch (logins.login(target, made.token())) {
      case LoginOutcome.Accepted login -> {
        try {
          checks.add(Check.ok("login", account + " logs in"));
          checks.addAll(lifetime(login));
          checks.addAll(reads.check(account, login, first));
        } finally {
          logins.end(login).ifPresent(checks::add);
        }
        yield true;
      }
      case LoginOutcome.Refused refused -> {
        checks.add(refusals.check(target, account, made, refused));
        yield false;
      }
    };
  }

  private List<Check> lifetime(LoginOutcome.Accepted login) {
    return login.lifetime().compareTo(target.role().ttl()) <= 0
        ? List.of()
        : List.of(
            Check.finding(
                "ttl",
                "a login counts for %d s, the file says %d s: a token_ttl of 0 takes the time of the auth method or of the whole server; run apply"
                    .formatted(login.lifetime().toSeconds(), target.role().ttl().toSeconds())));
  }
}
