package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.kubernetes.ReviewOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the cause of a refused login. Pure. */
final class Diagnosis {
  private final LoginEvidence evidence;

  private Diagnosis(LoginEvidence evidence) {
    this.evidence = evidence;
  }

  /** In the order in which Vault itself looks: what it checks first, it refuses first. */
  static LoginCause of(LoginEvidence evidence) {
    if (evidence.role().isEmpty()) {
      return new LoginCause.RoleMissing();
    }
    if (evidence.config().isEmpty()) {
      return new LoginCause.NotConfigured();
    }
    Diagnosis diagnosis = new Diagnosis(evidence);
    return diagnosis
        .byRole(evidence.role().get())
        .or(() -> diagnosis.byIssuer(evidence.config().get()))
        .or(() -> diagnosis.byNetwork(evidence.role().get()))
        .orElseGet(
            () ->
                evidence.setup().isJwt()
                    ? diagnosis.byKeys(evidence.config().get())
                    : diagnosis.byReview(evidence.config().get()));
  }

  private Optional<LoginCause> byRole(SeenRole role) {
    Account account = evidence.claims().account();
    List<String> audiences = evidence.claims().audiences();
    if (!Glob.anyMatches(role.serviceAccounts(), account.name())) {
      return Optional.of(new LoginCause.NameNotBound(account, role.serviceAccounts()));
    }
    if (!role.byLabels() && !Glob.anyMatches(role.namespaces(), account.namespace())) {
      return Optional.of(new LoginCause.NamespaceNotBound(account, role.namespaces()));
    }
    if (role.audiences().isEmpty()) {
      return evidence.setup().isJwt() && !audiences.isEmpty()
          ? Optional.of(new LoginCause.NoAudienceBound())
          : Optional.empty();
    }
    return Collections.disjoint(role.audiences(), audiences)
        ? Optional.of(new LoginCause.AudienceDiffers(role.audiences(), audiences))
        : Optional.empty();
  }

  private Optional<LoginCause> byIssuer(SeenConfig config) {
    String issuer = evidence.claims().issuer();
    return config
        .issuer()
        .filter(expected -> !expected.equals(issuer))
        .map(expected -> new LoginCause.IssuerDiffers(expected, issuer));
  }

  private Optional<LoginCause> byNetwork(SeenRole role) {
    return role.networks().isEmpty()
        ? Optional.empty()
        : Optional.of(new LoginCause.OtherNetwork(role.networks()));
  }

  private LoginCause byKeys(SeenConfig config) {
    String words = evidence.refused().words();
    String lower = words.toLowerCase(Locale.ROOT);
    String discovery = config.discovery();
    if (discovery.isEmpty()) {
      return new LoginCause.SignerUnknown(words);
    }
    // Why keys were not fetched comes first: such a text goes on about signatures as well.
    if (lower.contains("x509") || lower.contains("tls:")) {
      return new LoginCause.KeysDistrusted(discovery);
    }
    if (lower.contains("403 forbidden") || lower.contains("401 unauthorized")) {
      return new LoginCause.KeysForbidden(discovery);
    }
    return lower.contains("signature") && !lower.contains("keys")
        ? new LoginCause.SignerUnknown(words)
        : new LoginCause.KeysUnreachable(discovery);
  }

  private LoginCause byReview(SeenConfig config) {
    if (evidence.probe().isEmpty()) {
      return new LoginCause.OnlyVaultKnows(config.host(), false);
    }
    Probe probe = evidence.probe().get();
    return switch (probe.outcome()) {
      case ReviewOutcome.Unreachable outcome ->
          new LoginCause.ApiUnreachable(probe.address(), probe.asVault(), outcome.seen());
      case ReviewOutcome.TlsFailed outcome ->
          new LoginCause.ApiDistrusted(probe.address(), probe.asVault(), outcome.seen());
      case ReviewOutcome.ReviewerRefused outcome -> reviewerRefused(probe, outcome);
      case ReviewOutcome.NotAuthenticated outcome -> new LoginCause.ClientRefused(outcome.error());
      case ReviewOutcome.AudienceRefused outcome -> new LoginCause.AudienceRefused(outcome.error());
      case ReviewOutcome.Authenticated _ -> good(probe, config);
    };
  }

  private LoginCause reviewerRefused(Probe probe, ReviewOutcome.ReviewerRefused outcome) {
    return evidence.setup() == Setup.CLIENT_TOKEN && outcome.status() == 401
        ? new LoginCause.ClientNotForApi(evidence.claims().audiences())
        : new LoginCause.ReviewerRefused(probe.reviewer(), outcome.status());
  }

  private static LoginCause good(Probe probe, SeenConfig config) {
    return config.reviewerSet()
        ? new LoginCause.ReviewerOfVaultRefused(probe.reviewer())
        : new LoginCause.OnlyVaultKnows(probe.address(), probe.asVault());
  }
}
