package io.sealbridge.server.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.server.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
    err.println("seal-bridge: " + sentence(failure));
    if (command.getParseResult().hasMatchedOption("--debug")) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code(failure);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("seal-bridge: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    err.flush();
    return ExitCode.USAGE;
  }

  static int code(Exception failure) {
    return switch (failure) {
      case UsageException _, ConfigurationException _, StartException _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case KeyringException keyring ->
          keyring.error().text() + keyring.error().seen().map(seen -> " (" + seen + ")").orElse("");
      case HsmException hsm -> "the HSM cannot be used: " + hsm.fault().seen();
      case UsageException _,
          CommandException _,
          ConfigurationException _,
          StartException _,
          KeyUseLogException _ ->
          String.valueOf(failure.getMessage());
      case UncheckedIOException io -> io.getMessage() + " (" + io.getCause() + ")";
      case IOException io -> io.toString();
      default -> "internal error: " + failure + "; run it again with --debug and report it";
    };
  }
}
