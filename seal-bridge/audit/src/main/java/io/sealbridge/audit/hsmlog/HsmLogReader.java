package io.sealbridge.audit.hsmlog;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HSM's own log, of any size, in memory that is bounded. Whatever the file holds, it fails
 * only if the file cannot be read; what is no record is counted. For one thread.
 */
public final class HsmLogReader {
  /** An HSM's clock may be set back by so much. */
  private static final Duration BACK = Duration.ofMinutes(1);

  private static final int MOST_OPERATIONS = 200;

  private final String file;
  private final HsmLogFormat format;
  private final Instant newest;
  private final Consumer<HsmRecord> visitor;
  private final Faults faults = new Faults();
  private final Numbering numbering;
  private final YubiHsmChain chain = new YubiHsmChain();
  private final Map<String, Long> operations = new TreeMap<>();
  private long line;
  private long records;
  private long passed;
  private long repeated;
  private long unreadable;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable Instant previous;

  private HsmLogReader(
      String file, HsmLogFormat format, Instant newest, Consumer<HsmRecord> visitor) {
    this.file = file;
    this.format = format;
    this.newest = newest;
    this.visitor = visitor;
    this.numbering = new Numbering(Math.max(1, format.items()), faults);
  }

  /**
   * Reads all of {@code in}.
   *
   * @param file for people
   * @param newest time that is possible, for formats that leave the year out
   * @param visitor gets every record once, in the order of the file
   */
  public static HsmLogScan read(
      String file, HsmLogFormat format, InputStream in, Instant newest, Consumer<HsmRecord> visitor)
      throws IOException {
    return new HsmLogReader(file, format, newest, visitor).scan(new BoundedLines(in));
  }

  private HsmLogScan scan(BoundedLines lines) throws IOException {
    Optional<BoundedLines.Line> next = lines.next();
    while (next.isPresent()) {
      line++;
      read(next.get());
      next = lines.next();
    }
    return new HsmLogScan(
        file,
        format,
        records,
        passed,
        repeated,
        unreadable,
        faults.list(),
        Optional.ofNullable(first),
        Optional.ofNullable(last),
        operations);
  }

  private void read(BoundedLines.Line read) {
    String text = read.text();
    if (!read.ended()) {
      faults.add("line %d, the last, has no end: it may have been cut".formatted(line));
    }
    if (read.cut()) {
      unreadable++;
      return;
    }
    if (text.isBlank()) {
      passed++;
      return;
    }
    Matcher record = format.record().matcher(text);
    if (record.matches()) {
      record(text, record);
    } else if (!counts(text) && format.passes().filter(p -> p.matcher(text).matches()).isEmpty()) {
      unreadable++;
    } else {
      passed++;
    }
  }

  /** Whether it is a line in which the HSM counts what it has not written down. */
  private boolean counts(String text) {
    Optional<Matcher> lost = format.lost().map(pattern -> pattern.matcher(text));
    if (lost.isEmpty() || !lost.get().matches()) {
      return false;
    }
    if (Long.parseLong(lost.get().group("lost")) > 0) {
      faults.add("line %d: the HSM had no room for records: %s".formatted(line, text));
    }
    return true;
  }

  private void record(String text, Matcher record) {
    List<Matcher> matchers = new ArrayList<>(List.of(record));
    format.details().forEach(detail -> matchers.add(detail.matcher(text)));
    matchers.subList(1, matchers.size()).removeIf(detail -> !detail.find());
    Optional<Instant> at =
        group(matchers, "time").flatMap(time -> format.clock().parse(time, newest));
    if (format.hasTimes() && at.isEmpty()) {
      unreadable++;
      return;
    }
    if (format.isNumbered()
        && !numbering.isNew(line, Long.parseLong(group(matchers, "item").orElse("0")), text)) {
      repeated++;
      return;
    }
    if (format.chained() && !chain.follows(record)) {
      faults.add(
          "line %d: its digest does not follow from the one before: changed, or not of this log"
              .formatted(line));
    }
    records++;
    at.ifPresent(this::at);
    String operation = group(matchers, "operation").orElse("no operation");
    if (operations.size() < MOST_OPERATIONS || operations.containsKey(operation)) {
      operations.merge(operation, 1L, Long::sum);
    }
    visitor.accept(
        new HsmRecord(
            file,
            line,
            at,
            format.act(operation),
            operation,
            group(matchers, "key"),
            group(matchers, "session")));
  }

  private void at(Instant at) {
    if (previous != null && at.isBefore(previous.minus(BACK))) {
      faults.add("line %d is of %s, after one of %s".formatted(line, at, previous));
    }
    previous = at;
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
  }

  private static Optional<String> group(List<Matcher> matchers, String name) {
    return matchers.stream()
        .filter(matcher -> matcher.pattern().namedGroups().containsKey(name))
        .map(matcher -> Optional.ofNullable(matcher.group(name)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
