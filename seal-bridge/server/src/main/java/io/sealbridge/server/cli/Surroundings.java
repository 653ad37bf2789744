package io.sealbridge.server.cli;

import io.sealbridge.commandline.Confirmation;
import io.sealbridge.server.BridgeParts;
import java.io.BufferedReader;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What commands take from outside, so that tests can give them other things.
 *
 * @param devices opens a way to the HSMs; whoever gets one closes it
 * @param input where answers to questions come from
 * @param asks whether somebody is there to answer
 * @param watched whether somebody watches the error stream, so that progress is worth a line
 * @param user who runs the command, for the record of a change
 */
record Surroundings(
    String version,
    Clock clock,
    SecureRandom random,
    Supplier<BridgeParts.TokenOpener> devices,
    BufferedReader input,
    boolean asks,
    boolean watched,
    String user) {

  /** Asks whoever runs the command of {@code spec}. */
  Confirmation confirmation(CommandSpec spec) {
    return new Confirmation(input, asks, spec.commandLine().getErr());
  }
}
