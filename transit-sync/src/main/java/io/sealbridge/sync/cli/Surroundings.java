package io.sealbridge.sync.cli;

import java.io.BufferedReader;
import java.time.Clock;

/**
 * What commands take from outside, so that tests can give them other things.
 *
 * @param input where answers to questions come from
 * @param terminal whether a person sits there and is asked
 */
record Surroundings(String version, Clock clock, BufferedReader input, boolean terminal) {}
