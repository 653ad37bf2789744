package io.sealbridge.k8sauth.verify;

import java.util.List;

/** All checks of one subject, in the order in which they were made. */
public record Checked(Subject subject, List<Check> checks) {
  public Checked {
    checks = List.copyOf(checks);
  }
}
