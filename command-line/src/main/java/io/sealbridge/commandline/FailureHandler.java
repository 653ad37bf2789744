package io.sealbridge.commandline;

import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells whoever typed a command why it failed, in a sentence on the error stream, and ends it with
 * an exit code. Where an exception comes from is shown with {@code --debug} only.
 *
 * @param program with whose name the sentence begins
 */
public record FailureHandler(
    String program, Function<Exception, String> sentence, ToIntFunction<Exception> code)
    implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(program + ": " + sentence.apply(failure));
    if (command.getParseResult().hasMatchedOption("--debug")) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code.applyAsInt(failure);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(program + ": " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }
}
