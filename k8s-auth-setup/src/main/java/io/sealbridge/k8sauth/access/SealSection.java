package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The seal of Vault itself: the bridge and how Vault shows who it is. */
public record SealSection(
    @Setting("Address of the bridge, such as https://seal-bridge.example:8210.") URI address,
    @Setting("Name of the key of the bridge that wraps Vault's root key.") String key,
    @Setting(value = "Mount of the bridge's Transit API.", byDefault = "transit") String mount,
    @Setting("PEM file of the authorities of the bridge's certificate. Default: the system's.")
        Optional<Path> caFile,
    @Setting(
            value = "How Vault proves who it is: proxy, certificate or token.",
            byDefault = "proxy")
        SealProof proof,
    @Setting(value = "Mount of the bridge's login, for proxy.", byDefault = "kubernetes")
        String loginMount,
    @Setting(value = "Role of the bridge's login, for proxy.", byDefault = "vault")
        String loginRole,
    @Setting(value = "Audience that the bridge's role wants, for proxy.", byDefault = "seal-bridge")
        String audience) {

  public SealSection {
    VaultSection.requireUrl("address", address);
    if (!"https".equals(address.getScheme())) {
      throw new IllegalArgumentException("address must be an https URL, was " + address);
    }
    Names.requirePath("key", key);
    Names.requirePath("mount", mount);
    Names.requirePath("loginMount", loginMount);
    Names.requirePath("loginRole", loginRole);
    if (audience.isBlank()) {
      throw new IllegalArgumentException("audience must not be blank");
    }
  }
}
