package io.sealbridge.k8sauth.ownpolicy;

import io.sealbridge.vault.PolicyRule;
import java.util.List;

/**
 * One path of a policy.
 *
 * @param reason what it is for, in one line
 */
public record PolicyLine(String path, List<String> capabilities, String reason) {
  public PolicyLine {
    capabilities = List.copyOf(capabilities);
  }

  /** In HCL, on one line, without the reason. */
  public String text() {
    return new PolicyRule(path, capabilities).text();
  }
}
