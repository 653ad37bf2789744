package io.sealbridge.audit.hsmlog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reading one file of an HSM's own log came to. Every line of it is in exactly one of the
 * counts.
 *
 * @param records that were read
 * @param passed lines that have no record in them, as is known
 * @param repeated records that were in the file before, as when one was fetched twice
 * @param unreadable lines that could not be read
 * @param faults what is missing, changed or out of order
 * @param first time of a record
 * @param last time of a record
 * @param operations how many records of each operation, in the vendor's words
 */
public record HsmLogScan(
    String file,
    HsmLogFormat format,
    long records,
    long passed,
    long repeated,
    long unreadable,
    List<String> faults,
    Optional<Instant> first,
    Optional<Instant> last,
    Map<String, Long> operations) {
  public HsmLogScan {
    faults = List.copyOf(faults);
    operations = Map.copyOf(operations);
  }

  public long lines() {
    return records + passed + repeated + unreadable;
  }

  /** Whether nothing of it is missing, as far as it shows. */
  public boolean isWhole() {
    return records > 0 && unreadable == 0 && faults.isEmpty();
  }
}
