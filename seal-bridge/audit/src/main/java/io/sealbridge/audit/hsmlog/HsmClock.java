package io.sealbridge.audit.hsmlog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** How a format writes times. One without a zone is taken as UTC. */
sealed interface HsmClock {
  /** The HSM writes none. */
  record None() implements HsmClock {}

  /** RFC 3339, or RFC 3164, which leaves the year out. */
  record Syslog() implements HsmClock {}

  /** By a pattern of {@link DateTimeFormatter}. */
  record Written(DateTimeFormatter format) implements HsmClock {}

  /** A time of RFC 3164 may be so much later than the newest that is possible: clocks differ. */
  Duration AHEAD = Duration.ofDays(1);

  /** RFC 3164 with a year before it. */
  DateTimeFormatter WITH_YEAR =
      DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  static HsmClock of(String text) {
    return switch (text) {
      case "none" -> new None();
      case "syslog" -> new Syslog();
      default -> new Written(DateTimeFormatter.ofPattern(text, Locale.ROOT));
    };
  }

  /**
   * The time that {@code text} is; empty if it is none.
   *
   * @param newest that times without a year are not later than
   */
  default Optional<Instant> parse(String text, Instant newest) {
    try {
      return switch (this) {
        case None _ -> Optional.empty();
        case Syslog _ -> Optional.of(syslog(text, newest));
        case Written written ->
            Optional.of(LocalDateTime.parse(text, written.format()).toInstant(ZoneOffset.UTC));
      };
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant syslog(String text, Instant newest) {
    if (Character.isDigit(text.charAt(0))) {
      return OffsetDateTime.parse(text).toInstant();
    }
    int year = Year.from(newest.atOffset(ZoneOffset.UTC)).getValue();
    // The 29th of February is in no other year.
    for (int before = 0; before < 8; before++) {
      Optional<Instant> time = withYear(text, year - before);
      if (time.isPresent() && !time.get().isAfter(newest.plus(AHEAD))) {
        return time.get();
      }
    }
    throw new DateTimeException("no time: " + text.length() + " characters");
  }

  private static Optional<Instant> withYear(String text, int year) {
    try {
      return Optional.of(
          LocalDateTime.parse(year + " " + text.replace("  ", " "), WITH_YEAR)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
