package io.sealbridge.vault;

import java.time.Duration;
import java.util.List;

/** What came of a login. */
public sealed interface LoginOutcome {

  /**
   * It was taken.
   *
   * @param session with the login's token, which closing does not revoke
   * @param accessor by which others may revoke the token
   * @param batch whether the token cannot be revoked and ends by itself only
   * @param lifetime how long the token counts
   * @param policies that the token has
   */
  record Accepted(
      VaultApi session, String accessor, boolean batch, Duration lifetime, List<String> policies)
      implements LoginOutcome {
    public Accepted {
      policies = List.copyOf(policies);
    }
  }

  /** It was refused. */
  record Refused(int status, List<String> errors) implements LoginOutcome {
    public Refused {
      errors = List.copyOf(errors);
    }

    /** For a person: the status and what the server says. */
    public String words() {
      return status + (errors.isEmpty() ? "" : " " + String.join("; ", errors));
    }
  }
}
