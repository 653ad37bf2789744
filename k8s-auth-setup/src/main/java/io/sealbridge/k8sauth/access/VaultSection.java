package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where Vault is and how this tool logs in. */
public record VaultSection(
    @Setting("Address of Vault's API, such as https://vault.example:8200.") URI address,
    @Setting(
            "PEM file of the authorities that Vault's certificate is checked by. Default: Java's own.")
        Optional<Path> caFile,
    @Setting("Namespace of OpenBao (or Vault Enterprise).") Optional<String> namespace,
    @Setting("How this tool logs in.") VaultLoginSection login,
    @Setting("The cluster in which Vault itself runs. Default: in none of them.")
        Optional<String> cluster,
    @Setting(value = "Namespace of Vault's own pods.", byDefault = "vault") String podNamespace,
    @Setting(value = "ServiceAccount of Vault's own pods.", byDefault = "vault")
        String podServiceAccount) {

  public VaultSection {
    requireUrl("address", address);
    Names.requireKubernetes("podNamespace", podNamespace);
    Names.requireKubernetes("podServiceAccount", podServiceAccount);
  }

  /** Whether Vault's own pods are in {@code candidate}. */
  public boolean runsIn(ClusterSection candidate) {
    return cluster.isPresent() && cluster.get().equals(candidate.name());
  }

  /** An address of a server, without anything that would be a secret. */
  static void requireUrl(String property, URI address) {
    String scheme = String.valueOf(address.getScheme());
    if ((!scheme.equals("https") && !scheme.equals("http")) || address.getHost() == null) {
      throw new IllegalArgumentException(
          property + " must be a URL such as https://vault.example:8200, was " + address);
    }
    if (address.getUserInfo() != null) {
      throw new IllegalArgumentException(property + " must not hold a password");
    }
  }
}
