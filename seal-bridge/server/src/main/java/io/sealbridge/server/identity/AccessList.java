package io.sealbridge.server.identity;

import io.sealbridge.keyring.Grant;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.CertificateMatch;
import io.sealbridge.server.tls.SubjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The configured identities. Immutable. */
public final class AccessList {

  private final Map<String, List<Grant>> grants = new HashMap<>();
  private final Map<SubjectName, Set<String>> byName = new HashMap<>();

  public AccessList(List<AccessConfiguration> access) {
    for (AccessConfiguration entry : access) {
      grants.put(entry.identity(), entry.domainGrants());
      Optional<CertificateMatch> match = entry.certificate();
      match.ifPresent(subjects -> add(entry.identity(), subjects));
    }
  }

  private void add(String identity, CertificateMatch match) {
    match.dns().forEach(name -> add(SubjectName.dns(name), identity));
    match.uri().forEach(name -> add(SubjectName.uri(name), identity));
  }

  /** A name that two entries claim stands for both, so that who shows it is neither. */
  private void add(SubjectName name, String identity) {
    byName.computeIfAbsent(name, _ -> new HashSet<>()).add(identity);
  }

  /** The grants of an identity; empty if it is not configured. */
  public Optional<List<Grant>> grants(String identity) {
    return Optional.ofNullable(grants.get(identity));
  }

  /** The identities for which these names of a certificate stand. */
  public Set<String> identities(Set<SubjectName> names) {
    return names.stream()
        .flatMap(name -> byName.getOrDefault(name, Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
