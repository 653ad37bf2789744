package io.sealbridge.server.login;

import io.sealbridge.server.config.LoginRoleConfiguration;
import io.sealbridge.server.identity.Identification.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * ServiceAccount tokens of one cluster. What the token says is checked first, so that strangers
 * cause no call; then the cluster's keys or the cluster itself decide.
 */
final class KubernetesVerifier implements LoginVerifier {

  /** Finds out whether the cluster made the token, and whether it still counts. */
  interface Authority {
    CompletionStage<Void> confirm(Jwt jwt, ServiceAccount account, String audience);

    void lookAfter();
  }

  private final String mount;
  private final JwtRules rules;
  private final Optional<String> issuer;
  private final Set<String> apiServerAudiences;
  private final Authority authority;

  KubernetesVerifier(
      String mount,
      JwtRules rules,
      Optional<String> issuer,
      Set<String> apiServerAudiences,
      Authority authority) {
    this.mount = mount;
    this.rules = rules;
    this.issuer = issuer;
    this.apiServerAudiences = Set.copyOf(apiServerAudiences);
    this.authority = authority;
  }

  @Override
  public CompletionStage<Proof> verify(String text, LoginRoleConfiguration role) {
    String audience = role.audience().orElseThrow();
    Jwt jwt = Jwt.parse(text);
    rules.checkAlgorithm(jwt);
    checkIssuer(jwt);
    rules.checkTime(jwt);
    ServiceAccount.checkAudience(jwt, audience, apiServerAudiences);
    ServiceAccount account = ServiceAccount.of(jwt);
    account.checkRole(role);
    return authority.confirm(jwt, account, audience).thenApply(confirmed -> account.proof(mount));
  }

  private void checkIssuer(Jwt jwt) {
    String claimed = jwt.claim("iss").orElse("");
    if (issuer.filter(own -> !own.equals(claimed)).isPresent()) {
      throw new LoginRefusedException(
          Reason.LOGIN_ISSUER,
          "the issuer must be " + issuer.orElseThrow() + ", exactly, was " + Shown.of(claimed));
    }
  }

  @Override
  public void lookAfter() {
    authority.lookAfter();
  }
}
