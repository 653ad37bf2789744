package io.sealbridge.k8sauth.verify;

import java.util.List;

/** Sentences: what was seen, and what to do. */
final class LoginCauseText {
  private LoginCauseText() {}

  static String of(LoginCause cause) {
    return switch (cause) {
      case LoginCause.RoleMissing _ -> "the role is not in Vault; run apply";
      case LoginCause.NotConfigured _ -> "the auth method has no configuration in Vault; run apply";
      case LoginCause.NameNotBound c ->
          "the role is for ServiceAccounts named %s, not for %s; if the file has it right, run apply: the role was changed by hand"
              .formatted(list(c.bound()), c.account().name());
      case LoginCause.NamespaceNotBound c ->
          "the role is for the namespaces %s, not for %s; if the file has it right, run apply: the role was changed by hand"
              .formatted(list(c.bound()), c.account().namespace());
      case LoginCause.AudienceDiffers c ->
          "the role is for tokens with the audience %s, the token has %s; make the audience of the pod's projected token and of the role the same"
              .formatted(list(c.bound()), list(c.ofToken()));
      case LoginCause.NoAudienceBound _ ->
          "the role names no audience in bound_audiences, and Vault then refuses every token that has one; run apply, which sets it";
      case LoginCause.IssuerDiffers c ->
          "Vault expects the issuer %s, the token's is %s, and they have to be the same to the letter; run apply, which takes the cluster's own"
              .formatted(c.expected(), c.ofToken());
      case LoginCause.SignerUnknown c ->
          "Vault has other keys than the cluster signs tokens with (%s): they were changed by hand, or the API server's have changed since the last apply; run apply"
              .formatted(c.seen());
      case LoginCause.KeysUnreachable c ->
          "Vault does not get the keys that %s publishes; check that it answers and that Vault's host reaches it"
              .formatted(c.discovery());
      case LoginCause.KeysDistrusted c ->
          "Vault does not trust the certificate of %s, where it reads the cluster's keys: it is not by an authority in oidc_discovery_ca_pem, or not for this name; if the file (issuerCaFile) and the kubeconfig have the right one, run apply"
              .formatted(c.discovery());
      case LoginCause.KeysForbidden c ->
          "%s does not show its keys to Vault, which asks without a token: system:unauthenticated has to be bound to the ClusterRole system:service-account-issuer-discovery; run apply, unless the file says manageObjects: false, and check that the API server has not --anonymous-auth=false"
              .formatted(c.discovery());
      case LoginCause.OtherNetwork c ->
          "the role takes logins from %s only, and this seems not to run there; run verify from there"
              .formatted(list(c.networks()));
      case LoginCause.ApiUnreachable c -> unreachable(c);
      case LoginCause.ApiDistrusted c -> distrusted(c);
      case LoginCause.ReviewerRefused c -> reviewer(c);
      case LoginCause.ClientNotForApi c ->
          "with client-token the pod's token also has to be one for the API server, which answers 401 to this one: its audience is %s. Give the role no audience in the file and the pods tokens without one, or take reviewer-token"
              .formatted(list(c.audiences()));
      case LoginCause.ClientRefused c ->
          "the API server says that the token is no good (%s): its ServiceAccount was deleted or made anew, or another cluster made it; check that kubernetes_host is the cluster of the pods"
              .formatted(c.seen());
      case LoginCause.AudienceRefused c ->
          "the API server says that the token is for another audience (%s); make the audience of the pod's projected token and of the role the same"
              .formatted(c.seen());
      case LoginCause.ReviewerOfVaultRefused c ->
          "a TokenReview by %s from here is good, with the address and the authority that Vault has: so the API server refuses the token_reviewer_jwt that only Vault knows (ended with its pod or its Secret, or of another cluster), or Vault's own host does not reach the API server. Write the reviewer's token again with apply, then look for \"login unauthorized\" in Vault's log at level debug"
              .formatted(c.reviewer());
      case LoginCause.OnlyVaultKnows c ->
          "a TokenReview from here at %s is good%s: so Vault's own host does not reach the API server, or not with this certificate. Look for \"login unauthorized\" in Vault's log at level debug, and try the address from Vault's host"
              .formatted(
                  c.address(),
                  c.asVault() ? ", with the address and the authority that Vault has" : "");
    };
  }

  private static String unreachable(LoginCause.ApiUnreachable cause) {
    return cause.asVault()
        ? "Vault's configuration has kubernetes_host %s, where nothing answers from here either (%s); if the file has it right, run apply, else correct apiServer of the cluster in the file"
            .formatted(cause.address(), cause.seen())
        : "the API server at %s does not answer (%s); check that it runs"
            .formatted(cause.address(), cause.seen());
  }

  private static String distrusted(LoginCause.ApiDistrusted cause) {
    return cause.asVault()
        ? "no TLS comes about with kubernetes_host %s by the kubernetes_ca_cert that Vault has (%s): it is not the authority of the API server's certificate, or the certificate is not for this name; run apply, which takes the kubeconfig's authority"
            .formatted(cause.address(), cause.seen())
        : "no TLS comes about with the API server at %s (%s); check the kubeconfig's authority"
            .formatted(cause.address(), cause.seen());
  }

  private static String reviewer(LoginCause.ReviewerRefused cause) {
    return cause.status() == 401
        ? "the API server answers 401 to %s, who reviews tokens for Vault: it does not know its token (the Secret or pod that it came with is gone, or another cluster made it); it is not the pod's token that is refused. Run apply, which makes the reviewer and gives Vault its token. An API server that takes cloud identities only refuses every ServiceAccount: take pinned-keys or oidc-discovery there"
            .formatted(cause.reviewer())
        : "the API server answers 403 to %s, who reviews tokens for Vault: RBAC does not allow it to create tokenreviews.authentication.k8s.io; it is not the pod's token that is refused. Bind it to a ClusterRole with that one right; apply does so"
            .formatted(cause.reviewer());
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "(none)" : String.join(", ", names);
  }
}
