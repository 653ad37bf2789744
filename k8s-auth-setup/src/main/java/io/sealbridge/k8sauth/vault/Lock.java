package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second apply for the same owner out. Held until {@link #close}, renewed every third of
 * its time to live, and taken over by others after that time if the holder was killed. The holders'
 * clocks have to agree well within the time to live.
 */
public final class Lock implements AutoCloseable {
  private final Document document;
  private final Owner owner;
  private final String holder;
  private final Duration ttl;
  private final Clock clock;
  private final Instant since;
  private final Thread renewal = Thread.ofVirtual().unstarted(this::renewUntilInterrupted);
  private int version;
  private Instant until;
  private @Nullable String lost;
  private boolean closed;

  private Lock(Document document, Owner owner, String holder, Duration ttl, Clock clock, int seen) {
    this.document = document;
    this.owner = owner;
    this.holder = holder;
    this.ttl = ttl;
    this.clock = clock;
    this.since = clock.instant();
    this.until = since.plus(ttl);
    this.version = document.write(seen, json());
  }

  /**
   * Takes the lock.
   *
   * @param holder for others to read: who and where
   * @param ttl at least three seconds
   * @throws VaultException with {@link VaultFault.LockHeld} if another has it, and with {@link
   *     VaultFault.ChangedMeanwhile} if another takes it at this moment
   */
  public static Lock acquire(
      VaultApi api, String mount, Owner owner, String holder, Duration ttl, Clock clock) {
    if (ttl.compareTo(Duration.ofSeconds(3)) < 0) {
      throw new IllegalArgumentException("ttl has to be at least 3 s, but is " + ttl);
    }
    Document document = new Document(api, mount, "locks/" + owner.name());
    Document.Version seen = document.read();
    holder(owner, seen.data())
        .filter(held -> held.until().isAfter(clock.instant()))
        .ifPresent(
            held -> {
              throw new VaultException(held);
            });
    Lock lock = new Lock(document, owner, holder, ttl, clock, seen.number());
    lock.renewal.start();
    return lock;
  }

  private static Optional<VaultFault.LockHeld> holder(Owner owner, JsonNode data) {
    if (!data.has("holder")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new VaultFault.LockHeld(
              owner.name(),
              data.path("holder").asText(),
              Instant.parse(data.path("since").asText()),
              Instant.parse(data.path("until").asText())));
    } catch (DateTimeException _) {
      throw new VaultException(
          new VaultFault.BadInventory("locks/" + owner.name(), "its times are no times"));
    }
  }

  /**
   * To be called before each write.
   *
   * @throws VaultException with {@link VaultFault.LockLost} if it is not surely held any more
   */
  public synchronized void check() {
    if (lost == null && !clock.instant().isBefore(until)) {
      lost = "it was not renewed until " + until;
    }
    if (lost != null) {
      throw new VaultException(new VaultFault.LockLost(owner.name(), lost));
    }
  }

  private Map<String, String> json() {
    return Map.of("holder", holder, "since", since.toString(), "until", until.toString());
  }

  private void renewUntilInterrupted() {
    try {
      while (true) {
        Thread.sleep(ttl.dividedBy(3));
        renew();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private synchronized void renew() {
    if (closed) {
      return;
    }
    Instant before = until;
    try {
      until = clock.instant().plus(ttl);
      version = document.write(version, json());
    } catch (VaultException e) {
      until = before;
      if (e.fault() instanceof VaultFault.ChangedMeanwhile) {
        lost = "another took it";
      }
      // Anything else may pass before the time is over; if not, check() tells.
    }
  }

  /** Releases it; a lock that was lost stays with whoever has it. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      renewal.interrupt();
      if (lost == null) {
        release();
      }
    }
  }

  private void release() {
    try {
      document.write(version, Map.of());
    } catch (VaultException _) {
      // It ends by itself at its time.
    }
  }
}
