package io.sealbridge.audit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found; of each kind a bounded number is kept, the others are counted. */
final class Anomalies {
  private static final long MOST_OF_A_KIND = 1_000;

  private final List<Anomaly> kept = new ArrayList<>();
  private final Map<Anomaly.Kind, Long> counts = new EnumMap<>(Anomaly.Kind.class);

  void add(Anomaly anomaly) {
    if (counts.merge(anomaly.kind(), 1L, Long::sum) <= MOST_OF_A_KIND) {
      kept.add(anomaly);
    }
  }

  /**
   * The grave ones first, all in the order of their times.
   *
   * @param end the time to give to what stands for those that are not listed
   */
  List<Anomaly> list(Instant end) {
    List<Anomaly> list = new ArrayList<>(kept);
    counts.forEach(
        (kind, count) -> {
          if (count > MOST_OF_A_KIND) {
            list.add(
                new Anomaly(
                    kind,
                    end,
                    "all logs",
                    (count - MOST_OF_A_KIND) + " more of this kind, which are not listed"));
          }
        });
    list.sort(
        Comparator.comparing((Anomaly anomaly) -> !anomaly.kind().isGrave())
            .thenComparing(Anomaly::at));
    return list;
  }
}
