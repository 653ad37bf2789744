package io.sealbridge.server.config;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.attestation.AttestationMode;
import java.util.List;

/** One key that the bridge serves. */
public record KeyConfiguration(
    @Setting("The key's name, as in Vault's key_name.") KeyName name,
    @Setting("HSMs that new versions are made on. Default: all.") List<String> hsms,
    @Setting(
            value =
                "What follows when the token's attributes are not as they must be: require refuses"
                    + " the key, warn reports, off does not ask.",
            byDefault = "require")
        AttestationMode attestation) {

  public KeyConfiguration {
    hsms = List.copyOf(hsms);
  }
}
