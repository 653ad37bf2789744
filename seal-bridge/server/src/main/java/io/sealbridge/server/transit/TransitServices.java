package io.sealbridge.server.transit;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.keyring.service.Signatures;
import io.sealbridge.keyring.service.UsageBoard;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Transit is served from.
 *
 * @param states what is known of a key without asking an HSM
 * @param receivers for whom syncable keys may be wrapped, by their names in the configuration
 * @param board when each version was last used on this replica
 */
public record TransitServices(
    Keyring keyring,
    Signatures signatures,
    ApplicationKeys applicationKeys,
    Function<KeyName, Optional<KeyState>> states,
    Map<String, PublicKeyInfo> receivers,
    UsageBoard board) {

  public TransitServices {
    receivers = Map.copyOf(receivers);
  }
}
