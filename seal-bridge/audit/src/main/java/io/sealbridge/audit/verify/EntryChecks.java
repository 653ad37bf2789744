package io.sealbridge.audit.verify;

import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.keyring.KeyUseEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the entries themselves say about the log: checkpoints that they name, and times. Entries in
 * order; for one thread.
 */
final class EntryChecks {
  /** A use is written when it ends, and others overtake it meanwhile. */
  private static final Duration DISORDER = Duration.ofMinutes(1);

  private static final int MOST_UNREADABLE = 20;

  /** An entry, as far as it can be looked at alone. */
  sealed interface Looked {
    long index();

    record Read(long index, KeyUseEntry entry) implements Looked {}

    record Unreadable(long index, String why) implements Looked {}
  }

  /** A checkpoint that an entry names. */
  record Named(long index, long size, String root, KeyUseEntry entry) {}

  private final Consumer<Finding> findings;
  private final List<Named> named = new ArrayList<>();
  private @Nullable Instant latest;
  private long unreadable;

  EntryChecks(Consumer<Finding> findings) {
    this.findings = findings;
  }

  List<Named> named() {
    return named;
  }

  /** Reads an entry; for any thread. */
  static Looked read(RawEntry raw) {
    try {
      return new Looked.Read(raw.index(), raw.parsed());
    } catch (UnreadableEntryException e) {
      return new Looked.Unreadable(raw.index(), String.valueOf(e.getMessage()));
    }
  }

  void look(Looked looked) {
    switch (looked) {
      case Looked.Read read -> look(read.index(), read.entry());
      case Looked.Unreadable(long index, String why) -> {
        unreadable++;
        if (unreadable <= MOST_UNREADABLE) {
          findings.accept(Finding.suspicious("entry " + index, "cannot be read: " + why));
        }
      }
    }
  }

  private void look(long index, KeyUseEntry entry) {
    switch (entry) {
      case KeyUseEntry.Boot boot -> boot.previous().ifPresent(text -> previous(index, boot, text));
      case KeyUseEntry.Anchored anchored ->
          named.add(new Named(index, anchored.size(), anchored.root(), anchored));
      case KeyUseEntry.ClockStep step -> latest = step.at();
      case KeyUseEntry.KeyAttested _,
          KeyUseEntry.KeyChanged _,
          KeyUseEntry.Intent _,
          KeyUseEntry.Outcome _,
          KeyUseEntry.Denied _,
          KeyUseEntry.Login _,
          KeyUseEntry.Refusals _,
          KeyUseEntry.Reload _,
          KeyUseEntry.StateSeen _,
          KeyUseEntry.Shutdown _ -> {
        // Named nothing.
      }
    }
    time(index, entry);
  }

  private void previous(long index, KeyUseEntry.Boot boot, String text) {
    String[] parts = text.split(" ", -1);
    try {
      named.add(new Named(index, Long.parseLong(parts[0]), parts[1], boot));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      findings.accept(
          Finding.suspicious("entry " + index, "names no checkpoint before it that can be read"));
    }
  }

  private void time(long index, KeyUseEntry entry) {
    Instant at = entry.at();
    Instant before = latest;
    if (before != null && at.plus(DISORDER).isBefore(before)) {
      findings.accept(
          Finding.suspicious(
              "entry " + index,
              "its time, %s, is before that of an earlier entry, %s, and no entry says that the"
                      .formatted(at, before)
                  + " clock was set: at a start, see what set it; else the clock was wrong"));
      latest = at;
    } else if (before == null || at.isAfter(before)) {
      latest = at;
    }
  }
}
