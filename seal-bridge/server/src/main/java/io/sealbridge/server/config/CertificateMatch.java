package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.util.List;

/**
 * Subject alternative names of which a client certificate must carry one. Compared whole; DNS names
 * without regard to case.
 */
public record CertificateMatch(
    @Setting("DNS names.") List<String> dns,
    @Setting("URIs, such as SPIFFE ids.") List<String> uri) {

  public CertificateMatch {
    dns = List.copyOf(dns);
    uri = List.copyOf(uri);
    if (dns.isEmpty() && uri.isEmpty()) {
      throw new IllegalArgumentException("dns or uri must name at least one subject");
    }
  }
}
