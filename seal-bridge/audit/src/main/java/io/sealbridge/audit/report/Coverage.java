package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmLogScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Over what time files of an HSM's log reach, from the first record of each to its last. */
record Coverage(List<Range> ranges) {
  /** From a moment to a later one, both in it. */
  record Range(Instant from, Instant to) {}

  /** Of those files that {@code wanted} takes and that have times. */
  static Coverage of(List<HsmLogScan> scans, Predicate<HsmLogScan> wanted) {
    List<Range> sorted = new ArrayList<>();
    for (HsmLogScan scan : scans) {
      if (wanted.test(scan) && scan.first().isPresent() && scan.last().isPresent()) {
        sorted.add(new Range(scan.first().get(), scan.last().get()));
      }
    }
    sorted.sort(Comparator.comparing(Range::from));
    List<Range> merged = new ArrayList<>();
    for (Range range : sorted) {
      Optional<Range> before = merged.isEmpty() ? Optional.empty() : Optional.of(merged.getLast());
      if (before.filter(last -> !last.to().isBefore(range.from())).isPresent()) {
        Range last = merged.removeLast();
        merged.add(new Range(last.from(), last.to().isAfter(range.to()) ? last.to() : range.to()));
      } else {
        merged.add(range);
      }
    }
    return new Coverage(List.copyOf(merged));
  }

  boolean covers(Instant from, Instant to) {
    return ranges.stream()
        .anyMatch(range -> !range.from().isAfter(from) && !range.to().isBefore(to));
  }

  /** Adds the moments at which coverage begins and ends. */
  void addEdges(SortedSet<Instant> edges) {
    ranges.forEach(
        range -> {
          edges.add(range.from());
          edges.add(range.to());
        });
  }
}
