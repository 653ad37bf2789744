package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** A receiver of syslog messages (RFC 5424) over TLS (RFC 5425). */
public record SyslogAnchorConfiguration(
    @Setting("host:port or [ipv6]:port; 6514 is the usual port.") Address address,
    @Setting("Authorities of the receiver's certificate, PEM. Default: those of the Java platform.")
        Optional<Path> ca,
    @Setting("Certificate chain to show to the receiver, PEM.") Optional<Path> certificate,
    @Setting("Its private key, PKCS#8 PEM.") Optional<Path> key) {

  public SyslogAnchorConfiguration {
    if (address instanceof Address.Unix) {
      throw new IllegalArgumentException("address must be host:port, was " + address);
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate and key must be given together");
    }
  }
}
