package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.kubernetes.ReviewOutcome;
import io.sealbridge.vault.LoginOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
  private static final String ISSUER = "https://kubernetes.default.svc";
  private static final String HOST = "https://api.example:6443";
  private static final Account WEB = new Account("apps", "web");
  private static final LoginOutcome.Refused BARE =
      new LoginOutcome.Refused(403, List.of("permission denied"));
  private static final TokenClaims CLAIMS =
      new TokenClaims(ISSUER, List.of("vault"), WEB, Optional.empty(), Optional.empty());
  private static final SeenRole ROLE =
      new SeenRole(List.of("web"), List.of("apps"), false, List.of("vault"), List.of());
  private static final SeenConfig REVIEWING =
      new SeenConfig(HOST, "pem", false, Optional.empty(), "");
  private static final SeenConfig PINNED = new SeenConfig("", "", false, Optional.of(ISSUER), "");
  private static final LoginEvidence LOGIN =
      new LoginEvidence(
          Setup.REVIEWER_TOKEN,
          BARE,
          CLAIMS,
          Optional.of(ROLE),
          Optional.of(REVIEWING),
          Optional.empty());
  private static final ReviewOutcome GOOD =
      new ReviewOutcome.Authenticated("system:serviceaccount:apps:web", "uid", List.of("vault"));

  /**
   * A refused login.
   *
   * @param text what the operator has to read, beside the rest
   */
  record Case(LoginEvidence evidence, LoginCause cause, String text) {}

  static Stream<Case> cases() {
    return Stream.of(
            ofTheRole(), ofTheIssuer(), ofTheKeys(), ofTheWay(), ofTheReviewer(), ofTheToken())
        .flatMap(List::stream);
  }

  private static List<Case> ofTheRole() {
    return List.of(
        new Case(role(null), new LoginCause.RoleMissing(), "the role is not in Vault; run apply"),
        new Case(
            config(Setup.REVIEWER_TOKEN, null),
            new LoginCause.NotConfigured(),
            "has no configuration in Vault; run apply"),
        new Case(
            role(bound(List.of("shop-*"), List.of("apps"), false)),
            new LoginCause.NameNotBound(WEB, List.of("shop-*")),
            "for ServiceAccounts named shop-*, not for web"),
        new Case(
            role(bound(List.of("web"), List.of("other"), false)),
            new LoginCause.NamespaceNotBound(WEB, List.of("other")),
            "for the namespaces other, not for apps"),
        // By labels nothing is known of the namespace, so the review has to say it.
        new Case(
            probed(role(bound(List.of("w*"), List.of(), true)), GOOD),
            new LoginCause.OnlyVaultKnows(HOST, true),
            "Vault's own host does not reach the API server"),
        new Case(
            role(new SeenRole(List.of("*"), List.of("*"), false, List.of("bao"), List.of())),
            new LoginCause.AudienceDiffers(List.of("bao"), List.of("vault")),
            "with the audience bao, the token has vault"),
        new Case(
            role(
                new SeenRole(
                    List.of("web"),
                    List.of("apps"),
                    false,
                    List.of("vault"),
                    List.of("10.0.0.0/8"))),
            new LoginCause.OtherNetwork(List.of("10.0.0.0/8")),
            "takes logins from 10.0.0.0/8 only"));
  }

  private static List<Case> ofTheIssuer() {
    return List.of(
        new Case(
            config(
                Setup.PINNED_KEYS, new SeenConfig("", "", false, Optional.of("https://typo"), "")),
            new LoginCause.IssuerDiffers("https://typo", ISSUER),
            "expects the issuer https://typo, the token's is " + ISSUER),
        new Case(
            config(
                Setup.REVIEWER_TOKEN,
                new SeenConfig(HOST, "pem", true, Optional.of("https://typo"), "")),
            new LoginCause.IssuerDiffers("https://typo", ISSUER),
            "to the letter"));
  }

  private static List<Case> ofTheKeys() {
    SeenRole anyAudience =
        new SeenRole(List.of("web"), List.of("apps"), false, List.of(), List.of());
    LoginEvidence pinned = config(Setup.PINNED_KEYS, PINNED);
    SeenConfig discovering =
        new SeenConfig("", "", false, Optional.of(ISSUER), "https://issuer.example");
    return List.of(
        new Case(
            new LoginEvidence(
                Setup.PINNED_KEYS,
                BARE,
                CLAIMS,
                Optional.of(anyAudience),
                Optional.of(PINNED),
                Optional.empty()),
            new LoginCause.NoAudienceBound(),
            "names no audience in bound_audiences"),
        new Case(
            pinned,
            new LoginCause.SignerUnknown("403 permission denied"),
            "other keys than the cluster signs tokens with"),
        new Case(
            said(config(Setup.OIDC_DISCOVERY, discovering), "failed to verify id token signature"),
            new LoginCause.SignerUnknown("400 failed to verify id token signature"),
            "run apply"),
        new Case(
            said(config(Setup.OIDC_DISCOVERY, discovering), "connection refused"),
            new LoginCause.KeysUnreachable("https://issuer.example"),
            "check that it answers"),
        new Case(
            said(
                config(Setup.OIDC_DISCOVERY, discovering),
                "error verifying token signature: fetching keys: connection refused"),
            new LoginCause.KeysUnreachable("https://issuer.example"),
            "Vault's host reaches it"),
        new Case(
            said(
                config(Setup.OIDC_DISCOVERY, discovering),
                "tls: failed to verify certificate: x509: certificate signed by unknown authority"),
            new LoginCause.KeysDistrusted("https://issuer.example"),
            "oidc_discovery_ca_pem"),
        new Case(
            said(config(Setup.OIDC_DISCOVERY, discovering), "403 Forbidden: {}"),
            new LoginCause.KeysForbidden("https://issuer.example"),
            "system:service-account-issuer-discovery"));
  }

  private static List<Case> ofTheWay() {
    return List.of(
        new Case(
            probed(LOGIN, new ReviewOutcome.Unreachable("connection refused")),
            new LoginCause.ApiUnreachable(HOST, true, "connection refused"),
            "kubernetes_host https://api.example:6443, where nothing answers from here either"),
        new Case(
            probedElsewhere(new ReviewOutcome.Unreachable("connection refused")),
            new LoginCause.ApiUnreachable(HOST, false, "connection refused"),
            "does not answer (connection refused); check that it runs"),
        new Case(
            probed(LOGIN, new ReviewOutcome.TlsFailed("PKIX path building failed")),
            new LoginCause.ApiDistrusted(HOST, true, "PKIX path building failed"),
            "kubernetes_ca_cert that Vault has (PKIX path building failed)"),
        new Case(
            probedElsewhere(new ReviewOutcome.TlsFailed("PKIX path building failed")),
            new LoginCause.ApiDistrusted(HOST, false, "PKIX path building failed"),
            "check the kubeconfig's authority"),
        new Case(
            probedElsewhere(GOOD),
            new LoginCause.OnlyVaultKnows(HOST, false),
            "try the address from Vault's host"),
        new Case(LOGIN, new LoginCause.OnlyVaultKnows(HOST, false), "login unauthorized"));
  }

  private static List<Case> ofTheReviewer() {
    return List.of(
        new Case(
            probed(LOGIN, new ReviewOutcome.ReviewerRefused(401, "-")),
            new LoginCause.ReviewerRefused("the reviewer", 401),
            "answers 401 to the reviewer, who reviews tokens for Vault"),
        new Case(
            probed(LOGIN, new ReviewOutcome.ReviewerRefused(403, "-")),
            new LoginCause.ReviewerRefused("the reviewer", 403),
            "RBAC does not allow it to create tokenreviews.authentication.k8s.io"),
        new Case(
            probed(
                config(
                    Setup.REVIEWER_TOKEN, new SeenConfig(HOST, "pem", true, Optional.empty(), "")),
                GOOD),
            new LoginCause.ReviewerOfVaultRefused("the reviewer"),
            "refuses the token_reviewer_jwt that only Vault knows"),
        new Case(
            probed(
                config(Setup.CLIENT_TOKEN, REVIEWING), new ReviewOutcome.ReviewerRefused(401, "-")),
            new LoginCause.ClientNotForApi(List.of("vault")),
            "also has to be one for the API server, which answers 401 to this one"),
        new Case(
            probed(
                config(Setup.CLIENT_TOKEN, REVIEWING), new ReviewOutcome.ReviewerRefused(403, "-")),
            new LoginCause.ReviewerRefused("the reviewer", 403),
            "answers 403"));
  }

  private static List<Case> ofTheToken() {
    return List.of(
        new Case(
            probed(LOGIN, new ReviewOutcome.NotAuthenticated("account not found")),
            new LoginCause.ClientRefused("account not found"),
            "its ServiceAccount was deleted or made anew"),
        new Case(
            probed(LOGIN, new ReviewOutcome.AudienceRefused("vault", "not for vault")),
            new LoginCause.AudienceRefused("not for vault"),
            "for another audience (not for vault)"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhyALoginIsRefused(Case refused) {
    LoginCause cause = Diagnosis.of(refused.evidence());

    assertThat(cause).isEqualTo(refused.cause());
    assertThat(cause.sentence()).contains(refused.text());
  }

  @Test
  void everyCauseIsFoundInOneOfTheCases() {
    Set<Class<?>> found = cases().map(one -> one.cause().getClass()).collect(Collectors.toSet());

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(LoginCause.class.getPermittedSubclasses()));
  }

  @Test
  void onlyALoginFromTheWrongPlaceSaysNothingOfTheSetUp() {
    assertThat(new LoginCause.OtherNetwork(List.of("10.0.0.0/8")).isOurs()).isTrue();
    assertThat(new LoginCause.RoleMissing().isOurs()).isFalse();
  }

  private static SeenRole bound(List<String> names, List<String> namespaces, boolean byLabels) {
    return new SeenRole(names, namespaces, byLabels, List.of("vault"), List.of());
  }

  private static LoginEvidence role(@Nullable SeenRole role) {
    return new LoginEvidence(
        Setup.REVIEWER_TOKEN,
        BARE,
        CLAIMS,
        Optional.ofNullable(role),
        Optional.of(REVIEWING),
        Optional.empty());
  }

  private static LoginEvidence config(Setup setup, @Nullable SeenConfig config) {
    return new LoginEvidence(
        setup, BARE, CLAIMS, Optional.of(ROLE), Optional.ofNullable(config), Optional.empty());
  }

  private static LoginEvidence said(LoginEvidence login, String error) {
    return new LoginEvidence(
        login.setup(),
        new LoginOutcome.Refused(400, List.of(error)),
        login.claims(),
        login.role(),
        login.config(),
        login.probe());
  }

  private static LoginEvidence probed(LoginEvidence login, ReviewOutcome outcome) {
    return probed(login, new Probe("the reviewer", HOST, true, outcome));
  }

  private static LoginEvidence probedElsewhere(ReviewOutcome outcome) {
    return probed(LOGIN, new Probe("the reviewer", HOST, false, outcome));
  }

  private static LoginEvidence probed(LoginEvidence login, Probe probe) {
    return new LoginEvidence(
        login.setup(),
        login.refused(),
        login.claims(),
        login.role(),
        login.config(),
        Optional.of(probe));
  }
}
