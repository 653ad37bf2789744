package io.sealbridge.server.identity;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.identity.Identification.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts refusals before authentication, so that strangers leave one line a minute and reason in
 * the log however often they knock. Safe for use by many threads.
 */
public final class RefusalCounter {

  private static final int SAMPLES = 8;

  private static final class Count {
    private long refusals;
    private final Set<String> peers = new LinkedHashSet<>();
  }

  private final Map<Reason, Count> counts = new EnumMap<>(Reason.class);
  private final Map<Reason, Long> totals = new EnumMap<>(Reason.class);

  public synchronized void count(Reason reason, String peer) {
    Count count = counts.computeIfAbsent(reason, _ -> new Count());
    count.refusals++;
    totals.merge(reason, 1L, Long::sum);
    if (count.peers.size() < SAMPLES) {
      count.peers.add(peer);
    }
  }

  /** How many since the start. */
  public synchronized long total(Reason reason) {
    return totals.getOrDefault(reason, 0L);
  }

  /** What has been counted since the last call, as entries for the log. */
  public synchronized List<KeyUseEntry> drain(Instant now) {
    List<KeyUseEntry> entries = new ArrayList<>();
    counts.forEach(
        (reason, count) ->
            entries.add(
                new KeyUseEntry.Refusals(
                    now, reason.counted(), count.refusals, List.copyOf(count.peers))));
    counts.clear();
    return entries;
  }
}
