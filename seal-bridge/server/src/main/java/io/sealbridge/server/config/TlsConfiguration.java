package io.sealbridge.server.config;

import java.nio.file.Path;
import java.util.Optional;

/** TLS of a listener. The files are read again when they change. */
public record TlsConfiguration(
    @Setting("Certificate chain, PEM, the server's own first.") Path certificate,
    @Setting("Private key, PKCS#8 PEM; mode 0600, 0400 or 0640.") Path key,
    @Setting("Authorities of client certificates, PEM.") Optional<Path> clientCa,
    @Setting(
            value =
                "none: clients show no certificate; optional: a certificate identifies, else a"
                    + " token does; required: no connection without one.",
            byDefault = "none")
        ClientAuthentication clientAuth) {

  public TlsConfiguration {
    boolean asks = clientAuth != ClientAuthentication.NONE;
    if (asks && clientCa.isEmpty()) {
      throw new IllegalArgumentException("clientCa must be given when clientAuth is not none");
    }
    if (!asks && clientCa.isPresent()) {
      throw new IllegalArgumentException(
          "clientAuth must be optional or required when clientCa is given, was none");
    }
  }
}
