package io.sealbridge.server.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 512B}, {@code 16KiB}, {@code 32MiB} or {@code 1GiB}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,10})(B|KiB|MiB|GiB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("size must not be negative, was " + bytes);
    }
  }

  public static ByteSize parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a size such as 16KiB or 32MiB, was " + text);
    }
    int shift =
        switch (matcher.group(2).charAt(0)) {
          case 'K' -> 10;
          case 'M' -> 20;
          case 'G' -> 30;
          default -> 0;
        };
    return new ByteSize(Long.parseLong(matcher.group(1)) << shift);
  }

  /** The value as an int, for interfaces that count bytes so. */
  public int intBytes() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    long value = bytes;
    int unit = 0;
    while (unit < units.length - 1 && value > 0 && value % 1024 == 0) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", value, units[unit]);
  }
}
