package io.sealbridge.server.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** A line that says how far a long piece of work is; only if somebody watches. For one thread. */
final class Bar {
  private static final Duration SILENT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean watched;
  private final long started = System.nanoTime();
  private long shownAt = started;
  private boolean shown;

  Bar(PrintWriter err, boolean watched) {
    this.err = err;
    this.watched = watched;
  }

  void show(String what, long done, long of) {
    long now = System.nanoTime();
    if (!watched
        || of == 0
        || now - started < SILENT.toNanos()
        || now - shownAt < PAUSE.toNanos()) {
      return;
    }
    shownAt = now;
    shown = true;
    int filled = (int) (WIDTH * done / of);
    err.print("\r" + what + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] ");
    err.print(100 * done / of + " %");
    err.flush();
  }

  /** Leaves the line behind. */
  void end() {
    if (shown) {
      err.println();
      err.flush();
    }
  }
}
