package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.attestation.AttestationMode;
import java.util.List;
import java.util.Optional;

/** One key that the bridge serves. */
public record KeyConfiguration(
    @Setting("The key's name, as in Vault's key_name.") KeyName name,
    @Setting(
            "What the key is for: seal or application, as given to \"keys create\". The HSM's state"
                + " decides; this is what \"access check\" and \"access explain\" go by, where no"
                + " HSM is asked. A key without it counts as a seal key there.")
        Optional<KeyPurpose> purpose,
    @Setting("HSMs that new versions are made on. Default: all.") List<String> hsms,
    @Setting(
            value =
                "What follows when the token's attributes are not as they must be: require refuses"
                    + " the key, warn reports, off does not ask.",
            byDefault = "require")
        AttestationMode attestation) {

  public KeyConfiguration {
    hsms = List.copyOf(hsms);
    if (purpose.filter(KeyPurpose.INTERNAL::equals).isPresent()) {
      throw new IllegalArgumentException(
          "purpose must be seal or application: the bridge's own keys are not listed here");
    }
  }
}
