package io.sealbridge.k8sauth.cli;

import io.sealbridge.vault.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** One line on a terminal that counts, once something takes longer than a second. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long SILENT = Duration.ofSeconds(1).toNanos();
  private static final long STEP = Duration.ofMillis(100).toNanos();

  private final PrintWriter err;
  private final boolean terminal;
  private final String what;
  private long next = System.nanoTime() + SILENT;
  private int most;
  private boolean shown;

  ProgressLine(PrintWriter err, boolean terminal, String what) {
    this.err = err;
    this.terminal = terminal;
    this.what = what;
  }

  @Override
  public synchronized void at(int done, int total) {
    most = Math.max(most, done);
    if (terminal && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + STEP;
      shown = true;
      err.print("\r" + what + " " + most + " of " + total);
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
