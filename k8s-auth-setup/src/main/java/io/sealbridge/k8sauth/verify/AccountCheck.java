package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import java.util.List;

/** Whether pods get a token that they do not need. */
final class AccountCheck {
  private static final String ID = "automount";

  private AccountCheck() {}

  static List<Check> of(ClusterApi api, Account account) {
    try {
      return api
          .accounts()
          .mountsToken(account.namespace(), account.name())
          .map(mounts -> mounts ? mounted(account) : notMounted(account))
          .stream()
          .toList();
    } catch (ClusterException e) {
      return List.of(Check.failed(ID, String.valueOf(e.getMessage())));
    }
  }

  private static Check notMounted(Account account) {
    return Check.ok(ID, account + " mounts no token for the API server");
  }

  private static Check mounted(Account account) {
    return Check.warning(
        ID,
        "every pod of ServiceAccount %s gets a token for the API server that logging in to Vault does not need: set automountServiceAccountToken: false on it, and mount a projected token for Vault"
            .formatted(account));
  }
}
