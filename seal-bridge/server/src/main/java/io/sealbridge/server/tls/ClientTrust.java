package io.sealbridge.server.tls;

import io.sealbridge.server.config.ClientTrustConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whom a listener believes about its clients, as the files were read together. Immutable. */
public final class ClientTrust {

  private final List<TrustBundle> bundles;
  private final String digest;

  private ClientTrust(List<TrustBundle> bundles, String digest) {
    this.bundles = bundles;
    this.digest = digest;
  }

  /** A list of revoked certificates, and when it is too old. */
  public record ListAge(Path bundle, Instant until, boolean refuses) {}

  static Optional<ClientTrust> read(TlsConfiguration tls, Instant now) throws TlsFilesException {
    List<TrustBundle> bundles = new ArrayList<>();
    StringBuilder digests = new StringBuilder();
    if (tls.clientCa().isPresent()) {
      Path file = tls.clientCa().get();
      byte[] pem = TlsMaterial.bytes(file);
      digests.append(TlsMaterial.sha256(pem));
      bundles.add(
          new TrustBundle(
              file, authorities(file, pem, now), AssertedNames.EVERY, Optional.empty()));
    }
    for (ClientTrustConfiguration trust : tls.clientTrust()) {
      byte[] pem = TlsMaterial.bytes(trust.bundle());
      digests.append(TlsMaterial.sha256(pem));
      List<X509Certificate> authorities = authorities(trust.bundle(), pem, now);
      Optional<RevokedCertificates> revoked = Optional.empty();
      if (trust.crl().isPresent()) {
        byte[] crl = TlsMaterial.bytes(trust.crl().get());
        digests.append(TlsMaterial.sha256(crl));
        revoked = Optional.of(RevokedCertificates.read(trust.crl().get(), crl, authorities));
      }
      bundles.add(
          new TrustBundle(
              trust.bundle(), authorities, new AssertedNames(Optional.of(trust)), revoked));
    }
    return bundles.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClientTrust(List.copyOf(bundles), digests.toString()));
  }

  private static List<X509Certificate> authorities(Path file, byte[] pem, Instant now)
      throws TlsFilesException {
    List<X509Certificate> authorities = Pem.certificates(file, pem);
    for (X509Certificate authority : authorities) {
      TlsMaterial.requireAuthority(file, authority, now);
    }
    return authorities;
  }

  /** What a certificate, and what was shown beside it, comes to now. */
  public ClientCertificate judge(List<X509Certificate> shown, Instant now) {
    Set<SubjectName> all = SubjectName.of(shown.getFirst());
    Set<SubjectName> asserted = new HashSet<>();
    Instant until = shown.getFirst().getNotAfter().toInstant();
    boolean proven = false;
    boolean tooOld = false;
    for (TrustBundle bundle : bundles) {
      Optional<List<X509Certificate>> path = bundle.path(shown, now);
      if (path.isEmpty()) {
        continue;
      }
      if (bundle.hasRevoked(path.get())) {
        return new ClientCertificate.Revoked();
      }
      if (bundle.refusesFrom().filter(now::isAfter).isPresent()) {
        tooOld = true;
        continue;
      }
      proven = true;
      all.stream().filter(bundle.names()::asserts).forEach(asserted::add);
      until = earliest(until, path.get(), bundle);
    }
    if (!proven) {
      return tooOld ? new ClientCertificate.Unknown() : new ClientCertificate.Untrusted();
    }
    Set<SubjectName> others = new HashSet<>(all);
    others.removeAll(asserted);
    return new ClientCertificate.Proven(shown.getFirst(), asserted, others, until);
  }

  private static Instant earliest(Instant until, List<X509Certificate> path, TrustBundle bundle) {
    return Stream.concat(
            path.stream().map(certificate -> certificate.getNotAfter().toInstant()),
            bundle.refusesFrom().stream())
        .reduce(until, (one, other) -> one.isBefore(other) ? one : other);
  }

  /** The authorities of all bundles. */
  List<X509Certificate> authorities() {
    return bundles.stream().flatMap(bundle -> bundle.authorities().stream()).toList();
  }

  /** The lists of revoked certificates that grow old. */
  public List<ListAge> listAges() {
    return bundles.stream()
        .flatMap(
            bundle ->
                bundle.listUntil().stream()
                    .map(
                        until ->
                            new ListAge(bundle.file(), until, bundle.refusesFrom().isPresent())))
        .toList();
  }

  /** The same for the same content of all files. */
  String digest() {
    return digest;
  }
}
