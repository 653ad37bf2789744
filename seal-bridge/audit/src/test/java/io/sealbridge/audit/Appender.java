package io.sealbridge.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process that appends until it is killed or has appended {@code args[1]} entries, and prints the
 * id of each one that was acknowledged. What it prints goes straight to the pipe, so that a killed
 * process has told of every entry that it was told of.
 */
final class Appender {
  private Appender() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    KeyUseLogSettings settings =
        new KeyUseLogSettings(
            Path.of(args[0]),
            "bank/a",
            64,
            1 << 14,
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            0);
    long count = Long.parseLong(args[1]);
    try (TiledKeyUseLog log =
        TiledKeyUseLog.open(settings, _ -> Durability.SIGNED, Clock.systemUTC())) {
      log.signBy(new SoftwareSigner());
      for (long i = 0; i < count; i++) {
        String id = "r" + i;
        log.append(Entries.intent(id)).whenComplete((_, failure) -> tell(id, failure));
        while (log.meters().waiting() > 32) {
          Thread.onSpinWait();
        }
      }
    }
    tell("end", null);
  }

  private static void tell(String id, @Nullable Throwable failure) {
    byte[] line =
        (failure == null ? id + "\n" : "failed " + failure.getMessage() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
