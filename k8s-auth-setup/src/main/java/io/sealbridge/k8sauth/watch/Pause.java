package io.sealbridge.k8sauth.watch;

import java.time.Duration;

/** The time between two rounds, in which a watch can be told to end. */
@FunctionalInterface
public interface Pause {
  /** Waits that long at most; true as soon as the watch is to end. */
  boolean endsWithin(Duration time);
}
