package io.sealbridge.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Asks a person before something that is hard to take back. */
record Confirmation(Surroundings surroundings, PrintWriter err) {

  /**
   * Returns if the answer is yes.
   *
   * @throws UsageException if it is not, or nobody is there to answer
   */
  void ask(String question) {
    if (!surroundings.asks()) {
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
      return surroundings.input().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer could be read", e);
    }
  }
}
