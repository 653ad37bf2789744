package io.sealbridge.integration.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds one write, so that whoever makes it can be killed before or after it is done. */
public final class HoldingDoor implements ApiDoor {
  /** Where the write is held. */
  public enum Place {
    /** It never reaches the API server. */
    BEFORE,
    /** It is done, and whoever asked does not hear of it. */
    AFTER
  }

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final int heldWrite;
  private final Place place;
  private final AtomicInteger writes = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  /**
   * Holds one.
   *
   * @param heldWrite which one, counted from 1
   */
  public HoldingDoor(int heldWrite, Place place) {
    this.heldWrite = heldWrite;
    this.place = place;
  }

  public boolean isHeld() {
    return held.getCount() == 0;
  }

  /** Whoever made the write is gone. */
  public void drop() {
    gone.countDown();
  }

  @Override
  public Optional<Integer> refused(Passing request) throws InterruptedException {
    if (!request.changes() || writes.incrementAndGet() != heldWrite || place == Place.AFTER) {
      return Optional.empty();
    }
    hold();
    return Optional.of(503);
  }

  @Override
  public void answered(Passing request) throws InterruptedException {
    if (request.changes() && writes.get() == heldWrite && place == Place.AFTER) {
      hold();
    }
  }

  private void hold() throws InterruptedException {
    held.countDown();
    if (!gone.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("a write was held and nobody dropped it");
    }
  }
}
