package io.sealbridge.server.doctor;

import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a client would object to, or soon will, in the certificates that listeners show. Whether
 * they count now and belong to their keys is asked at the start already.
 */
public final class CertificateExamination {
  private static final Duration SOON = Duration.ofDays(30);

  private CertificateExamination() {}

  public static List<Diagnosis> of(List<ListenerConfiguration> listeners, Instant now) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (ListenerConfiguration listener : listeners) {
      listener
          .tls()
          .ifPresent(tls -> diagnoses.addAll(examine("tls " + listener.name(), tls, now)));
    }
    return diagnoses;
  }

  private static List<Diagnosis> examine(String check, TlsConfiguration tls, Instant now) {
    try {
      List<X509Certificate> chain = read(tls);
      X509Certificate leaf = chain.getFirst();
      List<Diagnosis> diagnoses = new ArrayList<>();
      names(check, leaf).ifPresent(diagnoses::add);
      order(check, chain).ifPresent(diagnoses::add);
      diagnoses.add(expiry(check, leaf, now));
      return diagnoses;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return List.of(
          Diagnosis.fail(check, tls.certificate() + ": " + e, "install a certificate in PEM"));
    }
  }

  private static List<X509Certificate> read(TlsConfiguration tls)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(tls.certificate())) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate in it");
      }
      return chain;
    }
  }

  private static Optional<Diagnosis> names(String check, X509Certificate leaf)
      throws CertificateParsingException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names == null || names.isEmpty()
        ? Optional.of(
            Diagnosis.fail(
                check,
                "the certificate names no host (no subjectAltName)",
                "issue it with the names and addresses that clients connect to"))
        : Optional.empty();
  }

  private static Optional<Diagnosis> order(String check, List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException _) {
        return Optional.of(
            Diagnosis.fail(
                check,
                "certificate %d of the file was not issued by the one behind it".formatted(i + 1),
                "put the server's own first, then each issuer"));
      }
    }
    return Optional.empty();
  }

  private static Diagnosis expiry(String check, X509Certificate leaf, Instant now) {
    Instant until = leaf.getNotAfter().toInstant();
    String action = "renew it; a running bridge reads the new files by itself";
    if (until.isBefore(now)) {
      return Diagnosis.fail(check, "the certificate expired at " + until, action);
    }
    return until.isBefore(now.plus(SOON))
        ? Diagnosis.warn(check, "the certificate expires at " + until, action)
        : Diagnosis.ok(check, "the certificate is good until " + until);
  }
}
