package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.Eventually;
import java.time.Duration;
import java.util.Arrays;

/** What a running bridge tells its operator from some moment on. */
public final class OperatorLog {
  private static final Duration WRITTEN = Duration.ofSeconds(10);

  private final Bridge bridge;
  private final int before;

  private OperatorLog(Bridge bridge, int before) {
    this.bridge = bridge;
    this.before = before;
  }

  /** From now on. */
  public static OperatorLog of(Bridge bridge) {
    return new OperatorLog(bridge, bridge.running().output().length());
  }

  public String text() {
    return bridge.running().output().substring(before);
  }

  /** Waits for one line that holds all of these texts. */
  public void awaitLine(String... texts) {
    Eventually.until(
        "one line of the bridge's log has all of "
            + Arrays.toString(texts)
            + "; since then it holds\n"
            + text(),
        WRITTEN,
        () -> text().lines().anyMatch(line -> Arrays.stream(texts).allMatch(line::contains)));
  }
}
