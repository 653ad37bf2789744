package io.sealbridge.server.anchor;

import java.time.Duration;
import java.util.Optional;

/** How an anchor stands, for metrics and readiness. Safe for use by many threads. */
public interface AnchorStanding {
  String name();

  /** For how long something has waited to be anchored; next to nothing if all of it is. */
  Duration behind();

  /** Why the last checkpoint was not taken. */
  Optional<String> trouble();

  /** Checkpoints that were not taken, since the start. */
  long failed();
}
