package io.sealbridge.hsm;

import io.sealbridge.keyring.HsmFault;
import java.time.Duration;

/**
 * What to do when the recovery ladder has no rung left: some vendor libraries only recover in a new
 * process.
 *
 * @param after how long a device may be gone before {@code action} is told, once per outage
 */
public record Exhaustion(Duration after, Action action) {
  /** Told on an adapter thread; must not block. */
  @FunctionalInterface
  public interface Action {
    void exhausted(String hsm, HsmFault fault);
  }

  /** Keeps trying for ever. */
  public static Exhaustion never() {
    return new Exhaustion(Duration.ofDays(36_500), (_, _) -> {});
  }
}
