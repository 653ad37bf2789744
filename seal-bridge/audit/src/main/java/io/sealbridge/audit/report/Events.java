package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.export.Told;
import io.sealbridge.keyring.KeyUseEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what took effect in the time that is asked about; a bounded number. For one thread. */
final class Events {
  private static final int MOST = 10_000;

  private final ReportQuery query;
  private final List<Event> kept = new ArrayList<>();
  private long leftOut;

  Events(ReportQuery query) {
    this.query = query;
  }

  void look(LoggedEntry logged) {
    KeyUseEntry entry = logged.entry();
    boolean counts =
        entry instanceof KeyUseEntry.Reload
            || (entry instanceof KeyUseEntry.StateSeen seen && seen.key().equals(query.key()));
    if (!counts || !query.covers(entry.at())) {
      return;
    }
    if (kept.size() == MOST) {
      leftOut++;
      return;
    }
    Told told = Told.of(entry);
    kept.add(
        new Event(
            entry.at(), logged.origin() + ", entry " + logged.index(), told.kind(), told.text()));
  }

  /** In the order of their times. */
  List<Event> list() {
    List<Event> list = new ArrayList<>(kept);
    list.sort(Comparator.comparing(Event::at));
    if (leftOut > 0) {
      list.add(new Event(query.to(), "all logs", "more", leftOut + " more, which are not listed"));
    }
    return list;
  }
}
