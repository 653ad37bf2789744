package io.sealbridge.hsm;

import java.util.List;

/**
 * What library and token said when the connection was made; for {@code doctor} and the log's boot
 * entry.
 *
 * @param pinWarnings what the token says of its PIN: few tries left, last try, locked
 * @param mechanisms names of the token's mechanisms that the bridge knows
 * @param warnings what an operator should know of this token with this profile
 */
public record TokenReport(
    String libraryManufacturer,
    String libraryDescription,
    String libraryVersion,
    String label,
    String manufacturer,
    String model,
    String serial,
    String firmwareVersion,
    long slot,
    String profile,
    List<String> pinWarnings,
    List<String> mechanisms,
    List<String> warnings) {
  public TokenReport {
    pinWarnings = List.copyOf(pinWarnings);
    mechanisms = List.copyOf(mechanisms);
    warnings = List.copyOf(warnings);
  }
}
