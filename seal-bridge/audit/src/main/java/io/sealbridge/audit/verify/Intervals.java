package io.sealbridge.audit.verify;

import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Divides a log into parts that can be trusted to the same degree. */
record Intervals(LogFolder folder, List<Finding> findings, long entries) {
  /**
   * The parts in their order.
   *
   * @param signed entries that the log's signature covers
   * @param witnessed entries that a witness's covers
   */
  List<Interval> of(long signed, long witnessed) {
    List<Extent> broken =
        findings.stream()
            .filter(finding -> finding.severity() == Finding.Severity.BROKEN)
            .map(Finding::extent)
            .toList();
    SortedSet<Long> edges = new TreeSet<>(List.of(witnessed, signed, entries));
    broken.forEach(extent -> edges.addAll(List.of(extent.from(), extent.to())));
    List<Part> parts = new ArrayList<>();
    long from = 0;
    for (long to : edges.headSet(entries + 1)) {
      if (from < to) {
        long first = from;
        TrustLevel trust =
            broken.stream().anyMatch(extent -> extent.has(first))
                ? TrustLevel.BROKEN
                : unbroken(first, signed, witnessed);
        add(parts, new Part(first, to, trust));
        from = to;
      }
    }
    return parts.stream().map(this::interval).toList();
  }

  private static TrustLevel unbroken(long index, long signed, long witnessed) {
    if (index < witnessed) {
      return TrustLevel.WITNESSED;
    }
    return index < signed ? TrustLevel.SIGNED : TrustLevel.CONSISTENT;
  }

  private record Part(long from, long to, TrustLevel trust) {}

  private static void add(List<Part> parts, Part part) {
    if (!parts.isEmpty() && parts.getLast().trust() == part.trust()) {
      parts.add(new Part(parts.removeLast().from(), part.to(), part.trust()));
    } else {
      parts.add(part);
    }
  }

  /** What a broken part says of its time counts for nothing: those beside it tell. */
  private Interval interval(Part part) {
    int beside = part.trust() == TrustLevel.BROKEN ? 1 : 0;
    return new Interval(
        part.from(),
        part.to(),
        time(part.from() - beside),
        time(part.to() - 1 + beside),
        part.trust());
  }

  private Optional<Instant> time(long index) {
    if (index < 0 || index >= entries) {
      return Optional.empty();
    }
    try {
      Optional<RawEntry> entry = folder.from(index).next();
      return entry.isEmpty() ? Optional.empty() : Optional.of(entry.get().parsed().at());
    } catch (IOException | UnreadableEntryException _) {
      // What cannot be read has been told.
      return Optional.empty();
    }
  }
}
