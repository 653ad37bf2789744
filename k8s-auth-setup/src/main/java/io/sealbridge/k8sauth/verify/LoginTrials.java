package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.vault.LoginOutcome;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultLogins;
import java.util.Map;
import java.util.Optional;

/** Logins whose tokens are revoked again. */
final class LoginTrials {
  private final VaultLogins logins;
  private final VaultApi vault;

  /**
   * Logs in with {@code logins}.
   *
   * @param vault as this tool's own user, who may revoke what a login may not
   */
  LoginTrials(VaultLogins logins, VaultApi vault) {
    this.logins = logins;
    this.vault = vault;
  }

  /** As this tool's own user. */
  VaultApi vault() {
    return vault;
  }

  LoginOutcome login(RoleTarget target, BearerToken token) {
    return logins.login(target.cluster().mount(), target.role().name(), token.value());
  }

  /** Ends a login; says so if it cannot be ended. */
  Optional<Check> end(LoginOutcome.Accepted login) {
    try (VaultApi session = login.session()) {
      if (login.batch() || revokedBy(session) || revokedByAccessor(login.accessor())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        Check.warning(
            "revocation",
            "the token of the login that was tried could not be revoked, neither by itself (the role"
                + " has no policy default) nor by this tool's user, who lacks: path"
                + " \"auth/token/revoke-accessor\" { capabilities = [\"update\"] }; it ends by itself"
                + " after "
                + login.lifetime().toSeconds()
                + " s"));
  }

  private static boolean revokedBy(VaultApi session) {
    try {
      session.revokeSelf();
      return true;
    } catch (VaultException _) {
      return false;
    }
  }

  private boolean revokedByAccessor(String accessor) {
    try {
      vault.write("auth/token/revoke-accessor", Map.of("accessor", accessor));
      return true;
    } catch (VaultException _) {
      return false;
    }
  }
}
