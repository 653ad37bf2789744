package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.WrapCounts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each AES version under this replica's share of 2^32 wraps with random IVs (NIST SP 800-38D,
 * section 8.3), counting durably in blocks: a restart gives up the rest of a block. Safe for use by
 * many threads.
 */
public final class WrapBudget {
  private static final long ALL_REPLICAS = 1L << 32;
  private static final long BLOCK = 1L << 16;

  private record Version(KeyName key, int number) {}

  private final WrapCounts counts;
  private final long share;
  private final AlarmListener alarms;
  private final Map<Version, Counter> counters = new ConcurrentHashMap<>();

  /**
   * A budget of 2^32 / {@code maxReplicas} wraps for each version.
   *
   * @param maxReplicas how many replicas may ever use one key with counts of their own, 1 to 1024
   */
  public WrapBudget(WrapCounts counts, int maxReplicas, AlarmListener alarms) {
    if (maxReplicas < 1 || maxReplicas > 1024) {
      throw new IllegalArgumentException(
          "maxReplicas must be between 1 and 1024, was " + maxReplicas);
    }
    this.counts = counts;
    this.share = ALL_REPLICAS / maxReplicas;
    this.alarms = alarms;
  }

  /**
   * Takes one wrap. Fails with {@link KeyringException}: {@link KeyringError.BudgetSpent}, or
   * {@link KeyringError.LogUnavailable} if the count cannot be kept.
   */
  public CompletionStage<Void> take(KeyName key, int version) {
    return counters.computeIfAbsent(new Version(key, version), Counter::new).take();
  }

  /** Whether half of the version's share is spent. */
  public boolean rotationAdvised(KeyName key, int version) {
    return counts.reserved(key, version) >= share / 2;
  }

  private final class Counter {
    private final Version version;
    private long left;
    private @Nullable CompletableFuture<Void> reserving;
    private boolean advised;

    Counter(Version version) {
      this.version = version;
    }

    CompletionStage<Void> take() {
      CompletableFuture<Void> reserved;
      synchronized (this) {
        if (left > 0) {
          left--;
          return CompletableFuture.completedFuture(null);
        }
        if (reserving != null) {
          return reserving.thenCompose(done -> take());
        }
        if (counts.reserved(version.key(), version.number()) + BLOCK > share) {
          return KeyringException.failed(
              new KeyringError.BudgetSpent(version.key(), version.number()));
        }
        reserved = new CompletableFuture<>();
        reserving = reserved;
      }
      counts
          .reserve(version.key(), version.number(), BLOCK)
          .whenComplete((sum, failure) -> end(reserved, failure));
      return reserved.thenCompose(done -> take());
    }

    private void end(CompletableFuture<Void> reserved, @Nullable Throwable failure) {
      synchronized (this) {
        left += failure == null ? BLOCK : 0;
        reserving = null;
      }
      if (failure == null) {
        advise();
        reserved.complete(null);
      } else {
        reserved.completeExceptionally(
            new KeyringException(
                new KeyringError.LogUnavailable("encryption count not kept: " + failure), failure));
      }
    }

    private void advise() {
      boolean first;
      synchronized (this) {
        first = !advised && rotationAdvised(version.key(), version.number());
        advised |= first;
      }
      if (first) {
        alarms.raised(new Alarm.RotationAdvised(version.key(), version.number()));
      }
    }
  }
}
