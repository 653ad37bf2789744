package io.sealbridge.server.login;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How logins ended, by mount. Safe for use by many threads. */
public final class LoginCounts {

  static final String GRANTED = "granted";
  static final String REFUSED = "refused";
  static final String UNAVAILABLE = "unavailable";

  /** Every way to end. */
  public static final List<String> RESULTS = List.of(GRANTED, REFUSED, UNAVAILABLE);

  private record Ending(String mount, String result) {}

  private final Map<Ending, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String mount, String result) {
    counts.computeIfAbsent(new Ending(mount, result), _ -> new LongAdder()).increment();
  }

  /** How many since the start. */
  public long total(String mount, String result) {
    LongAdder count = counts.get(new Ending(mount, result));
    return count == null ? 0 : count.sum();
  }
}
