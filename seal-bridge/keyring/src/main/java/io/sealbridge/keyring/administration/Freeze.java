package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyState;
import java.util.List;

/**
 * What a freeze has led to.
 *
 * @param state as it counts now
 * @param missing the HSMs that could not be used and hold an older state; "keys repair" copies it
 */
public record Freeze(KeyState state, List<String> missing) {
  public Freeze {
    missing = List.copyOf(missing);
  }
}
