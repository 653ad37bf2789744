package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.Exhaustion;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells once per outage that it lasts too long. What waits for an operator is no outage: a new
 * process would help no more, and would spend another PIN try.
 */
final class Outage {
  private final String name;
  private final Exhaustion exhaustion;
  private final Clock clock;
  private @Nullable Instant since;
  private boolean told;

  Outage(String name, Exhaustion exhaustion, Clock clock) {
    this.name = name;
    this.exhaustion = exhaustion;
    this.clock = clock;
  }

  synchronized void watch(ConnectionState state) {
    switch (state) {
      case ConnectionState.Ready _, ConnectionState.Waiting _, ConnectionState.Closed _ -> {
        since = null;
        told = false;
      }
      case ConnectionState.Connecting _ -> {}
      case ConnectionState.Unavailable unavailable -> {
        Instant start = since == null ? clock.instant() : since;
        since = start;
        if (!told && !start.plus(exhaustion.after()).isAfter(clock.instant())) {
          told = true;
          exhaustion.action().exhausted(name, unavailable.fault());
        }
      }
    }
  }
}
