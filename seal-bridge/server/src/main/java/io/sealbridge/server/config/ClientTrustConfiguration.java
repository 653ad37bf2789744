package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Authorities of client certificates, and the names that certificates of theirs may stand for. A
 * name that is not listed counts for nothing in a certificate of this bundle.
 */
public record ClientTrustConfiguration(
    @Setting("The authorities, PEM.") Path bundle,
    @Setting(
            "DNS names that it may assert; \"*.vault.example\" is any one label in front of the"
                + " rest.")
        List<String> dns,
    @Setting(
            "URIs that it may assert, compared whole; one that ends in \"/\", such as"
                + " \"spiffe://prod.example/\", is every URI below it.")
        List<String> uri,
    @Setting(
            "Lists of revoked certificates, PEM or DER, signed by authorities of the bundle. A full"
                + " list for each authority whose certificates are to be looked up.")
        Optional<Path> crl,
    @Setting(
            value =
                "When a list has passed its nextUpdate: refuse the bundle's certificates, or warn"
                    + " and take them.",
            byDefault = "refuse")
        ExpiredCrl crlExpired) {

  private static final Pattern DNS =
      Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
  private static final Pattern BELOW = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]+/(?:.*/)?");

  public ClientTrustConfiguration {
    dns = List.copyOf(dns);
    uri = List.copyOf(uri);
    if (dns.isEmpty() && uri.isEmpty()) {
      throw new IllegalArgumentException(
          "dns or uri must name what the bundle may assert; for an authority that may assert every"
              + " name use clientCa");
    }
    for (String name : dns) {
      if (!DNS.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "dns must be names such as vault.example or *.vault.example, was " + name);
      }
    }
    for (String name : uri) {
      if (name.isBlank() || (name.endsWith("/") && !BELOW.matcher(name).matches())) {
        throw new IllegalArgumentException(
            "uri must be whole URIs, or end in \"/\" behind a scheme and an authority such as"
                + " spiffe://prod.example/, was \""
                + name
                + "\"");
      }
    }
  }
}
