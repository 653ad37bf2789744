package io.sealbridge.server.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A subject alternative name that can stand for an identity.
 *
 * @param value of a DNS name in lower case, of a URI as it is
 */
public record SubjectName(Kind kind, String value) {

  private static final int SAN_DNS = 2;
  private static final int SAN_URI = 6;

  public enum Kind {
    DNS,
    URI
  }

  public static SubjectName dns(String name) {
    return new SubjectName(Kind.DNS, name.toLowerCase(Locale.ROOT));
  }

  public static SubjectName uri(String name) {
    return new SubjectName(Kind.URI, name);
  }

  /** The names of a certificate; none if they cannot be read. */
  public static Set<SubjectName> of(X509Certificate certificate) {
    Set<SubjectName> found = new HashSet<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return Set.of();
      }
      for (List<?> name : names) {
        switch ((Integer) name.get(0)) {
          case SAN_DNS -> found.add(dns((String) name.get(1)));
          case SAN_URI -> found.add(uri((String) name.get(1)));
          default -> {
            // Stands for nobody here.
          }
        }
      }
      return Set.copyOf(found);
    } catch (CertificateParsingException _) {
      return Set.of();
    }
  }
}
