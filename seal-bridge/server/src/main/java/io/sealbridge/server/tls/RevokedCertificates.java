package io.sealbridge.server.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists of revoked certificates, each signed by an authority of the bundle. Immutable. */
record RevokedCertificates(List<X509CRL> lists) {

  private static final int CRL_SIGN = 6;

  static RevokedCertificates read(Path file, byte[] bytes, List<X509Certificate> authorities)
      throws TlsFilesException {
    List<X509CRL> lists;
    try {
      lists =
          CertificateFactory.getInstance("X.509")
              .generateCRLs(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509CRL.class::cast)
              .toList();
    } catch (CertificateException | CRLException e) {
      throw new TlsFilesException(file + " is no list of revoked certificates (PEM or DER)", e);
    }
    if (lists.isEmpty()) {
      throw new TlsFilesException(file + " holds no list of revoked certificates");
    }
    for (X509CRL list : lists) {
      requireWhole(file, list);
      requireSigned(file, list, authorities);
    }
    return new RevokedCertificates(List.copyOf(lists));
  }

  /** A list of changes or of some certificates only would let the others through. */
  private static void requireWhole(Path file, X509CRL list) throws TlsFilesException {
    if (list.hasUnsupportedCriticalExtension()
        || (list.getCriticalExtensionOIDs() != null
            && !list.getCriticalExtensionOIDs().isEmpty())) {
      throw new TlsFilesException(
          file
              + " holds a list of "
              + list.getIssuerX500Principal()
              + " that is not whole (critical extensions "
              + list.getCriticalExtensionOIDs()
              + "); give the full list");
    }
  }

  private static void requireSigned(Path file, X509CRL list, List<X509Certificate> authorities)
      throws TlsFilesException {
    for (X509Certificate authority : authorities) {
      if (authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())
          && maySign(authority)) {
        try {
          list.verify(authority.getPublicKey());
          return;
        } catch (GeneralSecurityException _) {
          // Perhaps by another of the same name.
        }
      }
    }
    throw new TlsFilesException(
        file
            + " holds a list of "
            + list.getIssuerX500Principal()
            + " that no authority of the bundle signed");
  }

  private static boolean maySign(X509Certificate authority) {
    boolean[] usage = authority.getKeyUsage();
    return usage == null || usage[CRL_SIGN];
  }

  /** Whether a list of its issuer names the certificate. */
  boolean has(X509Certificate certificate) {
    return lists.stream().anyMatch(list -> list.isRevoked(certificate));
  }

  /** When the first of the lists is too old. */
  Optional<Instant> until() {
    return lists.stream()
        .map(X509CRL::getNextUpdate)
        .flatMap(Stream::ofNullable)
        .map(Date::toInstant)
        .min(Instant::compareTo);
  }
}
