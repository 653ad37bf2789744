package io.sealbridge.commandline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person before something that is hard to take back.
 *
 * @param input where the answer comes from
 * @param asks whether somebody is there to answer
 */
public record Confirmation(BufferedReader input, boolean asks, PrintWriter err) {

  /**
   * Returns if the answer is yes.
   *
   * @throws UsageException if it is not, or nobody is there to answer
   */
  public void ask(String question) {
    if (!asks) {
      throw new UsageException(question + " Nobody is here to answer; give --yes");
    }
    err.print(question + " [yes/no] ");
    err.flush();
    if (!"yes".equals(answer())) {
      throw new UsageException("nothing was changed: the answer was not \"yes\"");
    }
  }

  private @Nullable String answer() {
    try {
      return input.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer could be read", e);
    }
  }
}
