package io.sealbridge.k8sauth.cli;

import picocli.CommandLine.Option;

/** Whether a plan also removes. */
final class PruneOption {
  @Option(
      names = "--prune",
      description =
          "Also remove roles and policies that this owner made and that the file names no more."
              + " Engines and auth methods are never removed.")
  boolean prune;
}
