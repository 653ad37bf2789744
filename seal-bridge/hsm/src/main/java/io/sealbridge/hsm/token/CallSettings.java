package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.Priority;
import java.time.Duration;

/**
 * How one kind of call is made; {@code what} names it in faults.
 *
 * @param patience the least time that it gets, where the configured one is shorter
 */
record CallSettings(String what, Priority priority, Repeat repeat, Duration patience) {

  CallSettings(String what, Priority priority, Repeat repeat) {
    this(what, priority, repeat, Duration.ZERO);
  }

  Duration timeout(Duration configured) {
    return configured.compareTo(patience) < 0 ? patience : configured;
  }
}
