package io.sealbridge.hsm.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the connecting thread does what.
 *
 * @param heartbeat how often a connection is checked; it also keeps idle network paths open
 * @param blocked how long until settings that were wrong are tried again
 * @param pinCheck how often the PIN file is looked at after a wrong PIN
 * @param hang after which a step that has not ended counts as hanging
 */
public record Rhythm(
    Duration heartbeat, Duration blocked, Duration pinCheck, Duration hang, Backoff backoff) {

  /** As a service wants it. */
  public static Rhythm standard(Duration callTimeout, RandomGenerator random) {
    return new Rhythm(
        Duration.ofSeconds(25),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        callTimeout,
        new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30), random));
  }
}
