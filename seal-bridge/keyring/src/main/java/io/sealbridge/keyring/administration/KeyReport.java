package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.StrayKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A key as the HSMs show it.
 *
 * @param state the highest among the reachable HSMs
 */
public record KeyReport(KeyState state, List<OnHsm> hsms) {
  public KeyReport {
    hsms = List.copyOf(hsms);
  }

  /**
   * What one HSM says of the key.
   *
   * @param fault why the HSM could not be asked; then the rest is empty
   * @param serial of the state there, empty if it holds none for this key
   * @param keys the versions' keys with their attributes and findings
   * @param missing versions that the state names there and that the HSM does not have
   * @param strays objects labelled like versions of this key that the state does not name
   */
  public record OnHsm(
      String hsm,
      Optional<HsmFault> fault,
      OptionalLong serial,
      List<AttestedKey> keys,
      List<Integer> missing,
      List<StrayKey> strays) {
    public OnHsm {
      keys = List.copyOf(keys);
      missing = List.copyOf(missing);
      strays = List.copyOf(strays);
    }
  }
}
