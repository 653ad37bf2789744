package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.kubernetes.Conflicts;
import picocli.CommandLine.Option;

/** How far a plan may go. */
final class PlanOptions {
  @Option(
      names = "--prune",
      description =
          "Also remove roles, policies and objects in clusters that this owner made and that the"
              + " file asks for no more. Engines and auth methods are never removed.")
  boolean prune;

  @Option(
      names = "--take-over",
      description =
          "Also set fields of objects in clusters that somebody else has set to another value.")
  boolean takeOver;

  Conflicts conflicts() {
    return takeOver ? Conflicts.TAKE_OVER : Conflicts.REFUSE;
  }
}
