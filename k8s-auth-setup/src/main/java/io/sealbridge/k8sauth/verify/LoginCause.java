package io.sealbridge.k8sauth.verify;

import java.util.List;

/** Why Vault refuses a login, of which it says 403 and little else. */
sealed interface LoginCause {

  /** There is no such role. */
  record RoleMissing() implements LoginCause {}

  /** The auth method was never configured. */
  record NotConfigured() implements LoginCause {}

  /** The role is not for that ServiceAccount's name. */
  record NameNotBound(Account account, List<String> bound) implements LoginCause {}

  /** The role is not for that namespace. */
  record NamespaceNotBound(Account account, List<String> bound) implements LoginCause {}

  /** The role is for tokens made for another audience. */
  record AudienceDiffers(List<String> bound, List<String> ofToken) implements LoginCause {}

  /** A role of type jwt that names no audience takes no token that has one. */
  record NoAudienceBound() implements LoginCause {}

  /** Vault expects tokens of another issuer. */
  record IssuerDiffers(String expected, String ofToken) implements LoginCause {}

  /** Vault has other keys than those that the cluster signs with. */
  record SignerUnknown(String seen) implements LoginCause {}

  /** Vault does not get the issuer's keys. */
  record KeysUnreachable(String discovery) implements LoginCause {}

  /** Vault does not trust whoever publishes the issuer's keys. */
  record KeysDistrusted(String discovery) implements LoginCause {}

  /** The issuer shows its keys to nobody without a token. */
  record KeysForbidden(String discovery) implements LoginCause {}

  /** The role takes logins from some networks only. */
  record OtherNetwork(List<String> networks) implements LoginCause {}

  /** Nothing answers where Vault looks for the API server. */
  record ApiUnreachable(String address, boolean asVault, String seen) implements LoginCause {}

  /** The API server's certificate is not trusted by what Vault has. */
  record ApiDistrusted(String address, boolean asVault, String seen) implements LoginCause {}

  /** The API server does not know whoever reviews, or RBAC forbids it. */
  record ReviewerRefused(String reviewer, int status) implements LoginCause {}

  /** The token is to review itself, but is not one for the API server. */
  record ClientNotForApi(List<String> audiences) implements LoginCause {}

  /** The token is no good: its account was deleted, or another cluster made it. */
  record ClientRefused(String seen) implements LoginCause {}

  /** The API server says that the token is for somebody else. */
  record AudienceRefused(String seen) implements LoginCause {}

  /**
   * All that can be seen is good, so what is wrong is what only Vault has: its reviewer's token.
   */
  record ReviewerOfVaultRefused(String reviewer) implements LoginCause {}

  /** All that can be seen is good, so what is wrong is on Vault's way to the API server. */
  record OnlyVaultKnows(String address, boolean asVault) implements LoginCause {}

  /** Whether it says that this tool cannot try the login, and not that the login is wrong. */
  default boolean isOurs() {
    return this instanceof OtherNetwork;
  }

  /** For the operator: what was seen and what to do. */
  default String sentence() {
    return LoginCauseText.of(this);
  }
}
