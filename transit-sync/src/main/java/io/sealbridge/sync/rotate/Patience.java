package io.sealbridge.sync.rotate;

import io.sealbridge.commandline.CommandException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long is waited for what another does in its own time.
 *
 * @param limit how long in all
 * @param pause between two looks
 */
public record Patience(Duration limit, Duration pause) {

  /** Waits until {@code look} finds something; nothing if it has not when the limit is reached. */
  <T> Optional<T> await(Supplier<Optional<T>> look) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent() || System.nanoTime() - end >= 0) {
        return found;
      }
      sleep();
    }
  }

  private void sleep() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while waiting; run it again, and it goes on");
    }
  }
}
