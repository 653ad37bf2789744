package io.sealbridge.sync.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.vault.VaultException;

/** The one place where an exception becomes a sentence and an exit code. */
final class Failures {
  private Failures() {}

  static int code(Exception failure) {
    return failure instanceof UsageException || failure instanceof ConfigurationException
        ? ExitCode.USAGE
        : ExitCode.FAILED;
  }

  static String sentence(Exception failure) {
    return switch (failure) {
      case UsageException _, CommandException _, ConfigurationException _, VaultException _ ->
          String.valueOf(failure.getMessage());
      default -> "internal error: " + failure + "; run it again with --debug and report it";
    };
  }
}
