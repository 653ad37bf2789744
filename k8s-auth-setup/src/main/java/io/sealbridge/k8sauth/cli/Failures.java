package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.apply.SeveralFailures;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.util.stream.Collectors;

/** The one place where an exception becomes a sentence and an exit code. */
final class Failures {
  private Failures() {}

  static int code(Exception failure) {
    if (failure instanceof SeveralFailures several) {
      return several.failures().stream().mapToInt(Failures::code).max().orElseThrow();
    }
    return failure instanceof UsageException || failure instanceof ConfigurationException
        ? ExitCode.USAGE
        : ExitCode.FAILED;
  }

  static String sentence(Exception failure) {
    return switch (failure) {
      case SeveralFailures several ->
          several.failures().stream()
              .map(Failures::sentence)
              .collect(Collectors.joining("\nk8s-auth-setup: "));
      case VaultException refused when refused.fault() instanceof VaultFault.Forbidden ->
          refused.getMessage() + " (\"k8s-auth-setup policy\" prints all that this file takes)";
      case UsageException _,
          CommandException _,
          ConfigurationException _,
          PlanException _,
          VaultException _,
          ClusterException _ ->
          String.valueOf(failure.getMessage());
      default -> "internal error: " + failure + "; run it again with --debug and report it";
    };
  }
}
