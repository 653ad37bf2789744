package io.sealbridge.hsm.state;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Passes on what is wrong with stored states, each thing once as long as it lasts, since states are
 * read every few seconds. Safe for use by many threads.
 */
public final class Findings {
  private final Consumer<String> listener;
  private Set<String> known = Set.of();

  public Findings(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Takes everything found by one reading. */
  synchronized void report(List<String> reports) {
    reports.stream().filter(report -> !known.contains(report)).distinct().forEach(listener);
    known = new HashSet<>(reports);
  }
}
