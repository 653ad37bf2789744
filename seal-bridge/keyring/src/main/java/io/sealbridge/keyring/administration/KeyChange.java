package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.attestation.AttestedKey;
import java.util.List;

/** The state as it was written, and what the HSMs say of the keys that were made. */
public record KeyChange(KeyState state, List<AttestedKey> keys) {
  public KeyChange {
    keys = List.copyOf(keys);
  }
}
