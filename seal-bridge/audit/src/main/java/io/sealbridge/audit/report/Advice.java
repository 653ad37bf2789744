package io.sealbridge.audit.report;

import java.util.List;
import java.util.stream.Stream;

/** The end of every report, in plain words. */
final class Advice {
  private static final String AROUND =
      "Uses of the key around the bridge: whoever has the PIN and reaches the HSM can use the key"
          + " with any program. Only the HSM's own log sees that; ";

  /** What no log of a bridge can show. */
  private static final List<String> LIMITS =
      List.of(
          "Uses through bridges whose logs were not given.",
          "What was cut off behind the last checkpoint that left the host.",
          "With trust 2: whether somebody who had the host and the PIN has signed another history.",
          "What became of a root key that was opened: it passes through the bridge's memory and goes"
              + " to whoever asked.");

  /** What to do when an unwrap has no explanation. */
  static final List<String> STEPS =
      List.of(
          "Stop it: seal-bridge keys freeze KEY, and seal-bridge access revoke IDENTITY.",
          "Rekey Vault's root key: vault operator rekey -init -key-shares=1 -key-threshold=1, then"
              + " vault operator rekey with the recovery keys (OpenBao: bao operator rotate-keys,"
              + " likewise). -target=recovery would change the recovery keys only. Rotating the HSM"
              + " key alone is not enough: the caller may hold the root key, and no rotation in the"
              + " HSM takes it back.",
          "Rotate the barrier key: vault operator rotate (bao operator rotate).",
          "Treat everything that this Vault kept as read: rotate those secrets, the most powerful"
              + " first.",
          "Then rotate the HSM key (seal-bridge keys rotate KEY), so that copies of old ciphertexts"
              + " lose their worth once their version is retired.");

  private Advice() {}

  /** What the report cannot show. */
  static List<String> limits(Report report) {
    String around =
        report.hsm().isPresent()
            ? "here it is believed for the time and the uses that it covers, see above. Uses by a"
                + " copy of the key in another HSM are not in it."
            : "give it with --hsm-log, or compare its counts.";
    return Stream.concat(Stream.of(AROUND + around), LIMITS.stream()).toList();
  }
}
