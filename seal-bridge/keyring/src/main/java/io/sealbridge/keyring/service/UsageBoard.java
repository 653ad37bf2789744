package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Tells when each version was last used with success, by whom and for what, on this replica and
 * since it started. A convenience beside the log, which alone is evidence: it is kept in memory,
 * survives nothing, and forgets the versions that were used longest ago when there are too many.
 * Safe for use by many threads.
 */
public final class UsageBoard implements KeyUseLog {
  /** The most versions that are remembered. */
  public static final int MAX_VERSIONS = 4_096;

  /** The last use of a version, or its last use for one operation. */
  public record LastUse(Instant at, String identity, Operation operation) {}

  private record Version(KeyName key, int number) {}

  private final KeyUseLog log;
  private final Instant since;
  private final LinkedHashMap<Version, SortedMap<Operation, LastUse>> uses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Version, SortedMap<Operation, LastUse>> eldest) {
          return size() > MAX_VERSIONS;
        }
      };

  public UsageBoard(KeyUseLog log, Clock clock) {
    this.log = log;
    this.since = clock.instant();
  }

  /** From when on uses are known. */
  public Instant since() {
    return since;
  }

  /** Appends to the log; a use shows on the board once its entry is durable. */
  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    CompletionStage<Void> appended = log.append(entry);
    return entry instanceof KeyUseEntry.Outcome outcome && outcome.result().equals("ok")
        ? appended.thenAccept(durable -> note(outcome))
        : appended;
  }

  private void note(KeyUseEntry.Outcome outcome) {
    LastUse use = new LastUse(outcome.at(), outcome.identity(), outcome.operation());
    synchronized (uses) {
      uses.computeIfAbsent(new Version(outcome.key(), outcome.keyVersion()), _ -> new TreeMap<>())
          .merge(
              use.operation(), use, (before, now) -> now.at().isBefore(before.at()) ? before : now);
    }
  }

  /**
   * The last use of each version of a key that was used for each operation that it was used for, by
   * the version's number.
   */
  public SortedMap<Integer, SortedMap<Operation, LastUse>> uses(KeyName key) {
    SortedMap<Integer, SortedMap<Operation, LastUse>> found = new TreeMap<>();
    synchronized (uses) {
      uses.forEach(
          (version, byOperation) -> {
            if (version.key().equals(key)) {
              found.put(version.number(), new TreeMap<>(byOperation));
            }
          });
    }
    return found;
  }
}
