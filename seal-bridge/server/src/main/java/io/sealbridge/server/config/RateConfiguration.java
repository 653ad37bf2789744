package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;

/** How often one identity may ask for one key. */
public record RateConfiguration(
    @Setting("Requests a second with one key, in the long run; instead of limits.rate.") int rate,
    @Setting("Requests with one key at once; instead of limits.burst.") int burst) {

  static final int MOST = 1_000_000;

  public RateConfiguration {
    within("rate", rate);
    within("burst", burst);
  }

  private static void within(String property, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, was %d".formatted(property, MOST, value));
    }
  }
}
