package io.sealbridge.server.identity;

import io.sealbridge.keyring.Grant;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.CertificateMatch;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured identities. Immutable. */
public final class AccessList {

  private static final int SAN_DNS = 2;
  private static final int SAN_URI = 6;

  private final Map<String, List<Grant>> grants = new HashMap<>();
  private final Map<String, String> byDns = new HashMap<>();
  private final Map<String, String> byUri = new HashMap<>();

  public AccessList(List<AccessConfiguration> access) {
    for (AccessConfiguration entry : access) {
      grants.put(entry.identity(), entry.domainGrants());
      Optional<CertificateMatch> match = entry.certificate();
      match.ifPresent(subjects -> add(entry.identity(), subjects));
    }
  }

  private void add(String identity, CertificateMatch match) {
    match.dns().forEach(name -> byDns.put(name.toLowerCase(Locale.ROOT), identity));
    match.uri().forEach(name -> byUri.put(name, identity));
  }

  /** The grants of an identity; empty if it is not configured. */
  public Optional<List<Grant>> grants(String identity) {
    return Optional.ofNullable(grants.get(identity));
  }

  /** The identities whose subjects the certificate carries. */
  public Set<String> identities(X509Certificate certificate) {
    Set<String> found = new HashSet<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return found;
      }
      for (List<?> name : names) {
        String identity =
            switch ((Integer) name.get(0)) {
              case SAN_DNS -> byDns.get(((String) name.get(1)).toLowerCase(Locale.ROOT));
              case SAN_URI -> byUri.get((String) name.get(1));
              default -> null;
            };
        if (identity != null) {
          found.add(identity);
        }
      }
      return found;
    } catch (CertificateParsingException _) {
      return Set.of();
    }
  }
}
