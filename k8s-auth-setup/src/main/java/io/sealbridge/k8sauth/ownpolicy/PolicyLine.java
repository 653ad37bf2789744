package io.sealbridge.k8sauth.ownpolicy;

import java.util.List;
import java.util.stream.Collectors;

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
    return "path \"%s\" { capabilities = [%s] }"
        .formatted(
            path,
            capabilities.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));
  }
}
