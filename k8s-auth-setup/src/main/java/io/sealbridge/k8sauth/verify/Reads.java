package io.sealbridge.k8sauth.verify;

import io.sealbridge.vault.LoginOutcome;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;

/** Reads of secrets with the token of a login. What is read is dropped at once. */
final class Reads {
  private final LoginOutcome.Accepted login;

  Reads(LoginOutcome.Accepted login) {
    this.login = login;
  }

  /** One that the login is for. */
  Check wanted(String path) {
    return switch (read(path)) {
      case THERE -> Check.ok("reads", "reads " + path);
      case NOTHING_THERE ->
          Check.warning(
              "reads",
              "may read %s, but there is none: write the secret, or correct its path in the file"
                  .formatted(path));
      case REFUSED ->
          Check.finding(
              "reads",
              "may not read %s with its policies (%s); one of them has to have: path \"%s\" { capabilities = [\"read\"] }. Run plan to see which one differs from the file"
                  .formatted(path, String.join(", ", login.policies()), path));
    };
  }

  /** One that the login is not for. */
  Check unwanted(String path) {
    return switch (read(path)) {
      case REFUSED -> Check.ok("refused", "is refused " + path);
      case THERE, NOTHING_THERE ->
          Check.finding(
              "refused",
              "may read %s, which nothing in the file allows it, with its policies (%s); run plan to see which one differs from the file, and look at those that are not in it"
                  .formatted(path, String.join(", ", login.policies())));
    };
  }

  private enum Answer {
    THERE,
    NOTHING_THERE,
    REFUSED
  }

  private Answer read(String path) {
    try {
      return login.session().read(path).isPresent() ? Answer.THERE : Answer.NOTHING_THERE;
    } catch (VaultException e) {
      if (e.fault() instanceof VaultFault.Forbidden) {
        return Answer.REFUSED;
      }
      throw e;
    }
  }
}
