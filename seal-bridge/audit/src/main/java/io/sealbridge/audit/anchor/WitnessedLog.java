package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.SignatureType;
import io.sealbridge.audit.note.VerifierKey;
import java.util.List;

/**
 * A log that a witness watches.
 *
 * @param keys that may sign its checkpoints
 */
public record WitnessedLog(String origin, List<VerifierKey> keys) {
  public WitnessedLog {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys must name at least one key of " + origin);
    }
    for (VerifierKey key : keys) {
      if (key.type() == SignatureType.COSIGNATURE) {
        throw new IllegalArgumentException(
            "keys must be of logs, and " + key.name() + " is a witness's");
      }
    }
  }
}
