package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs the commands that tests need. */
final class Commands {
  private Commands() {}

  /**
   * Waits until it is done, at most a minute.
   *
   * @param remedy what to do if there is no such command
   * @return its output
   */
  static String run(ProcessBuilder builder, String remedy) throws IOException {
    Process process;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(builder.command().getFirst() + " is not there: " + remedy, e);
    }
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(builder.command().getFirst() + " failed: " + output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
  }
}
