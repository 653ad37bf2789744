package io.sealbridge.k8sauth.apply;

import io.sealbridge.vault.PolicyRule;
import java.util.List;

/** What a token needs at the path of a change. */
enum Need {
  WRITE,
  MOUNT_METHOD,
  DELETE;

  private List<String> capabilities() {
    return switch (this) {
      case WRITE -> List.of("create", "update");
      case MOUNT_METHOD -> List.of("update", "sudo");
      case DELETE -> List.of("delete");
    };
  }

  boolean isMet(List<String> granted) {
    return granted.contains("root") || isMetWithoutRoot(granted);
  }

  private boolean isMetWithoutRoot(List<String> granted) {
    return switch (this) {
      // Which of the two counts is the server's to say: it depends on what is there.
      case WRITE -> capabilities().stream().anyMatch(granted::contains);
      case MOUNT_METHOD, DELETE -> granted.containsAll(capabilities());
    };
  }

  String policyLine(String path) {
    return new PolicyRule(path, capabilities()).text();
  }
}
