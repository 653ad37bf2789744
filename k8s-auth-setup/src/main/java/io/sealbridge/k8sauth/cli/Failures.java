package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.k8sauth.vault.VaultException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an exception becomes a sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("k8s-auth-setup: " + sentence(failure));
    if (command.getParseResult().hasMatchedOption("--debug")) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof UsageException || failure instanceof ConfigurationException
        ? ExitCode.USAGE
        : ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("k8s-auth-setup: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case UsageException _,
          ConfigurationException _,
          PlanException _,
          VaultException _,
          ClusterException _ ->
          String.valueOf(failure.getMessage());
      default -> "internal error: " + failure + "; run it again with --debug and report it";
    };
  }
}
