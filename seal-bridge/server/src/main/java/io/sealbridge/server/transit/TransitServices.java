package io.sealbridge.server.transit;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.keyring.service.Signatures;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Transit is served from.
 *
 * @param states what is known of a key without asking an HSM
 * @param receivers for whom syncable keys may be wrapped, by their names in the configuration
 */
public record TransitServices(
    Keyring keyring,
    Signatures signatures,
    ApplicationKeys applicationKeys,
    Function<KeyName, Optional<KeyState>> states,
    Map<String, PublicKeyInfo> receivers) {

  public TransitServices {
    receivers = Map.copyOf(receivers);
  }
}
