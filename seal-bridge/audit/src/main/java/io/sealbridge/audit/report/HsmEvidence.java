package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmLogFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The HSM's own log, to compare with.
 *
 * @param files of it
 * @param keys by which the HSM's log knows the key that is asked about; if there are none, uses of
 *     all keys are counted
 * @param tolerance by which the HSM's clock may differ from those of the bridges
 */
public record HsmEvidence(List<LogFile> files, Set<String> keys, Duration tolerance) {
  /** One file and its format. */
  public record LogFile(HsmLogFormat format, Path path) {}

  /** Nothing to compare with. */
  public static final HsmEvidence NONE = new HsmEvidence(List.of(), Set.of(), Duration.ZERO);

  public HsmEvidence {
    files = List.copyOf(files);
    keys = keys.stream().map(HsmEvidence::plain).collect(Collectors.toUnmodifiableSet());
    if (tolerance.isNegative()) {
      throw new IllegalArgumentException(
          "tolerance must not be less than nothing, was " + tolerance);
    }
  }

  boolean names(String key) {
    return keys.contains(plain(key));
  }

  /** HSMs write the same number as 0xCF94 and as cf94. */
  private static String plain(String key) {
    String small = key.toLowerCase(Locale.ROOT);
    return small.startsWith("0x") ? small.substring(2) : small;
  }
}
