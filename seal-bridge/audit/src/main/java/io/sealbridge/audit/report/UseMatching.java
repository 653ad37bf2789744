package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.audit.hsmlog.HsmRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs each use that the HSM tells of with one that a key-use log tells of, such that as many as
 * possible of those that must be there are paired.
 *
 * @param past uses at the HSM that nothing explains
 * @param lacking uses that the HSM's log should have and has not
 * @param explained uses at the HSM that only something that may have been a use explains
 */
record UseMatching(List<HsmRecord> past, List<Logged> lacking, List<HsmRecord> explained) {
  /**
   * A use as a key-use log tells of it.
   *
   * @param at what the key-use log's clock showed
   * @param from the first moment at which the HSM may have been asked
   * @param to the last
   * @param certain whether it was asked; otherwise it may have been
   */
  record Logged(HsmAct act, Instant at, Instant from, Instant to, boolean certain, String where) {}

  /**
   * What of the records is of the time that was asked about. Those shortly before and behind it
   * take part in the pairing, or what explains them would explain others; but a use that must be
   * there is theirs only if no record of that time can be it.
   *
   * @param records all must have a time
   */
  static UseMatching of(List<HsmRecord> records, List<Logged> logged, ReportQuery query) {
    List<HsmRecord> past = new ArrayList<>();
    List<Logged> lacking = new ArrayList<>();
    List<HsmRecord> explained = new ArrayList<>();
    for (HsmAct act : HsmAct.values()) {
      Map<Boolean, List<HsmRecord>> asked =
          records.stream()
              .filter(record -> record.act() == act)
              .collect(Collectors.partitioningBy(record -> query.covers(at(record))));
      List<HsmRecord> left = new ArrayList<>();
      List<Logged> open = pair(asked.getOrDefault(true, List.of()), of(logged, act, true), left);
      lacking.addAll(pair(asked.getOrDefault(false, List.of()), open, left));
      List<HsmRecord> unexplained = new ArrayList<>();
      pair(left, of(logged, act, false), unexplained);
      past.addAll(unexplained);
      Set<HsmRecord> nothing = new HashSet<>(unexplained);
      left.stream().filter(record -> !nothing.contains(record)).forEach(explained::add);
    }
    return new UseMatching(
        past.stream().filter(record -> query.covers(at(record))).toList(),
        lacking,
        explained.stream().filter(record -> query.covers(at(record))).toList());
  }

  private static List<Logged> of(List<Logged> logged, HsmAct act, boolean certain) {
    return logged.stream()
        .filter(use -> use.act() == act && use.certain() == certain)
        .sorted(Comparator.comparing(Logged::from))
        .toList();
  }

  /**
   * Gives each record the use whose time ends first of those that it can be.
   *
   * @param uses by the beginning of their time
   * @param left takes the records that got none
   * @return the uses that no record got, in the same order
   */
  private static List<Logged> pair(
      List<HsmRecord> records, List<Logged> uses, List<HsmRecord> left) {
    PriorityQueue<Logged> open = new PriorityQueue<>(Comparator.comparing(Logged::to));
    List<Logged> unpaired = new ArrayList<>();
    int next = 0;
    for (HsmRecord record :
        records.stream().sorted(Comparator.comparing(UseMatching::at)).toList()) {
      while (next < uses.size() && !uses.get(next).from().isAfter(at(record))) {
        open.add(uses.get(next++));
      }
      while (!open.isEmpty() && open.element().to().isBefore(at(record))) {
        unpaired.add(open.remove());
      }
      if (open.isEmpty()) {
        left.add(record);
      } else {
        open.remove();
      }
    }
    return Stream.of(unpaired, List.copyOf(open), uses.subList(next, uses.size()))
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Logged::from))
        .toList();
  }

  static Instant at(HsmRecord record) {
    return record.at().orElseThrow();
  }
}
