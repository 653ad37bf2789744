package io.sealbridge.vault;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Vault is and how it is known.
 *
 * @param address scheme, host and port, without a path
 * @param caFile certificates in PEM to trust instead of those of the system
 * @param namespace the namespace in which every path is meant
 */
public record VaultAddress(URI address, Optional<Path> caFile, Optional<String> namespace) {
  public VaultAddress {
    String scheme = Optional.ofNullable(address.getScheme()).orElse("");
    String path = Optional.ofNullable(address.getPath()).orElse("");
    if (!(scheme.equals("https") || scheme.equals("http")) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "address has to be https://<host>:<port> (or http://), but is " + withoutUser(address));
    }
    if (address.getUserInfo() != null
        || address.getQuery() != null
        || address.getFragment() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "address may have a scheme, a host and a port only, but is " + withoutUser(address));
    }
    address = URI.create(scheme + "://" + address.getAuthority());
  }

  /** The server with the system's certificates and without a namespace. */
  public static VaultAddress of(URI address) {
    return new VaultAddress(address, Optional.empty(), Optional.empty());
  }

  private static String withoutUser(URI address) {
    return address.toString().replaceFirst("//[^/@]*@", "//...@");
  }
}
