package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** TLS of a listener. The files are read again when they change. */
public record TlsConfiguration(
    @Setting("Certificate chain, PEM, the server's own first.") Path certificate,
    @Setting("Private key, PKCS#8 PEM; mode 0600, 0400 or 0640.") Path key,
    @Setting(
            "Authorities of client certificates that may assert every name, PEM. For authorities"
                + " that others use as well, clientTrust.")
        Optional<Path> clientCa,
    @Setting("Authorities of client certificates, each with the names that it may assert.")
        List<ClientTrustConfiguration> clientTrust,
    @Setting(
            value =
                "none: clients show no certificate; optional: a certificate identifies, else a"
                    + " token does; required: no connection without one.",
            byDefault = "none")
        ClientAuthentication clientAuth) {

  public TlsConfiguration {
    boolean asks = clientAuth != ClientAuthentication.NONE;
    clientTrust = List.copyOf(clientTrust);
    if (asks && clientCa.isEmpty() && clientTrust.isEmpty()) {
      throw new IllegalArgumentException(
          "clientCa or clientTrust must be given when clientAuth is not none");
    }
    if (!asks && (clientCa.isPresent() || !clientTrust.isEmpty())) {
      throw new IllegalArgumentException(
          "clientAuth must be optional or required when clientCa or clientTrust is given, was none");
    }
  }
}
