package io.sealbridge.server.tls;

import io.sealbridge.server.config.ClientTrustConfiguration;
import io.sealbridge.server.config.ExpiredCrl;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Authorities, what they may assert, and what they have revoked. Immutable. */
record TrustBundle(
    Path file,
    List<X509Certificate> authorities,
    AssertedNames names,
    Optional<RevokedCertificates> revoked) {

  TrustBundle {
    authorities = List.copyOf(authorities);
  }

  /**
   * The certificates from the client's own up to the one that an authority of this bundle issued;
   * empty if there is no such path. Found by building it (RFC 5280, section 6), not by names.
   *
   * @param shown the client's certificate, then what it showed beside it
   */
  Optional<List<X509Certificate>> path(List<X509Certificate> shown, Instant now) {
    X509Certificate own = shown.getFirst();
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(own);
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              authorities.stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toSet()),
              target);
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
      parameters.setDate(Date.from(within(own, now)));
      return Optional.of(
          CertPathBuilder.getInstance("PKIX")
              .build(parameters)
              .getCertPath()
              .getCertificates()
              .stream()
              .map(X509Certificate.class::cast)
              .toList());
    } catch (CertPathBuilderException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform cannot build certification paths", e);
    }
  }

  /** Whether the certificate itself is in force is asked for each request. */
  private static Instant within(X509Certificate own, Instant now) {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
  }

  boolean hasRevoked(List<X509Certificate> path) {
    return revoked.isPresent() && path.stream().anyMatch(revoked.get()::has);
  }

  /** When its certificates count no more for want of a newer list; empty for never. */
  Optional<Instant> refusesFrom() {
    boolean refuses =
        names.listed().map(ClientTrustConfiguration::crlExpired).orElse(ExpiredCrl.REFUSE)
            == ExpiredCrl.REFUSE;
    return refuses ? listUntil() : Optional.empty();
  }

  Optional<Instant> listUntil() {
    return revoked.flatMap(RevokedCertificates::until);
  }
}
