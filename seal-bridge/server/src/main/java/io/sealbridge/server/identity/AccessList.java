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
  private final Map<String, Set<String>> byDns = new HashMap<>();
  private final Map<String, Set<String>> byUri = new HashMap<>();

  public AccessList(List<AccessConfiguration> access) {
    for (AccessConfiguration entry : access) {
      grants.put(entry.identity(), entry.domainGrants());
      Optional<CertificateMatch> match = entry.certificate();
      match.ifPresent(subjects -> add(entry.identity(), subjects));
    }
  }

  private void add(String identity, CertificateMatch match) {
    match.dns().forEach(name -> add(byDns, name.toLowerCase(Locale.ROOT), identity));
    match.uri().forEach(name -> add(byUri, name, identity));
  }

  /** A name that two entries claim stands for both, so that who shows it is neither. */
  private static void add(Map<String, Set<String>> names, String name, String identity) {
    names.computeIfAbsent(name, _ -> new HashSet<>()).add(identity);
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
        found.addAll(
            switch ((Integer) name.get(0)) {
              case SAN_DNS ->
                  byDns.getOrDefault(((String) name.get(1)).toLowerCase(Locale.ROOT), Set.of());
              case SAN_URI -> byUri.getOrDefault((String) name.get(1), Set.of());
              default -> Set.of();
            });
      }
      return found;
    } catch (CertificateParsingException _) {
      return Set.of();
    }
  }
}
