package io.sealbridge.vault;

import java.util.List;
import java.util.stream.Collectors;

/** What a policy grants at one path. */
public record PolicyRule(String path, List<String> capabilities) {
  public PolicyRule {
    capabilities = List.copyOf(capabilities);
  }

  /** In HCL, on one line. */
  public String text() {
    return "path \"%s\" { capabilities = [%s] }"
        .formatted(
            path,
            capabilities.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));
  }
}
