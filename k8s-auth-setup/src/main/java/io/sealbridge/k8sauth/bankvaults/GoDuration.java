package io.sealbridge.k8sauth.bankvaults;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Vault takes them: {@code 3600}, {@code 1h}, {@code 1h30m}, {@code 7d}. */
final class GoDuration {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}[dhms])+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})([dhms])");

  private GoDuration() {}

  /**
   * What {@code text} means.
   *
   * @throws IllegalArgumentException with a text that goes on after the property's name
   */
  static Duration parse(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a number of seconds or a duration such as 1h30m, was " + text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
    }
    return sum;
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
