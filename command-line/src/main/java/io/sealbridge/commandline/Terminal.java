package io.sealbridge.commandline;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** Where a person sits, if one does. */
public final class Terminal {
  private Terminal() {}

  /** Whether one is there. */
  public static boolean isPresent() {
    // Without a terminal it is null on some releases and a console that is none on others.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Where answers come from. */
  public static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }
}
