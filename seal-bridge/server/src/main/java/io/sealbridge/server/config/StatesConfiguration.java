package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.time.Duration;

/** How the states of the keys are kept fresh. */
public record StatesConfiguration(
    @Setting(value = "How often they are read from the HSMs; 100ms to 5m.", byDefault = "5s")
        Duration refresh,
    @Setting(
            value =
                "After which an unconfirmed state is no longer used to decrypt; longer than refresh,"
                    + " at most 1d.",
            byDefault = "60s")
        Duration maxAge) {

  public StatesConfiguration {
    Durations.within("refresh", refresh, Duration.ofMillis(100), Duration.ofMinutes(5));
    if (maxAge.compareTo(refresh) <= 0 || maxAge.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "maxAge must be longer than refresh (%s) and at most 1d, was %s"
              .formatted(Durations.text(refresh), Durations.text(maxAge)));
    }
  }
}
