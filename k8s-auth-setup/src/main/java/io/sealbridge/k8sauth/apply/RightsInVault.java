package io.sealbridge.k8sauth.apply;

import java.util.List;

/** Whether a token may make changes in Vault, as far as Vault tells. */
public sealed interface RightsInVault {

  /** It may make them all. */
  record Enough() implements RightsInVault {}

  /**
   * It may not make some of them.
   *
   * @param policyLines what its policies lack, in HCL
   */
  record Missing(List<String> policyLines) implements RightsInVault {
    public Missing {
      policyLines = List.copyOf(policyLines);
    }
  }

  /** It may not ask what it may do, as tokens may that have the policy {@code default}. */
  record NotTold() implements RightsInVault {}
}
