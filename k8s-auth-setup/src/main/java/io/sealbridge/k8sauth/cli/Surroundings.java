package io.sealbridge.k8sauth.cli;

import java.io.BufferedReader;
import java.time.Clock;
import java.util.Map;

/**
 * What commands take from outside, so that tests can give them other things.
 *
 * @param input where answers to questions come from
 * @param terminal whether a person sits there: is asked, sees colours and progress
 * @param holder who runs the command and where, for whoever finds its lock
 */
record Surroundings(
    String version,
    Clock clock,
    Map<String, String> environment,
    BufferedReader input,
    boolean terminal,
    String holder) {
  Surroundings {
    environment = Map.copyOf(environment);
  }
}
