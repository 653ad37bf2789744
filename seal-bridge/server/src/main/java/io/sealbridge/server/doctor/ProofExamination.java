package io.sealbridge.server.doctor;

import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.CertificateMatch;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.tls.AssertedNames;
import io.sealbridge.server.tls.SubjectName;
import io.sealbridge.server.token.TokenDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Identities that nobody can show, and names in certificates that stand for more than one. */
final class ProofExamination {
  private static final String CHECK = "access";

  private final BridgeConfiguration configuration;
  private final TokenDirectory.Contents tokens;
  private final Instant now;

  private ProofExamination(
      BridgeConfiguration configuration, TokenDirectory.Contents tokens, Instant now) {
    this.configuration = configuration;
    this.tokens = tokens;
    this.now = now;
  }

  static List<Diagnosis> of(
      BridgeConfiguration configuration, TokenDirectory.Contents tokens, Instant now) {
    ProofExamination examination = new ProofExamination(configuration, tokens, now);
    List<Diagnosis> diagnoses = new ArrayList<>();
    diagnoses.addAll(examination.claimedTwice("DNS name", match -> lower(match.dns())));
    diagnoses.addAll(examination.claimedTwice("URI", match -> match.uri().stream()));
    diagnoses.addAll(examination.unproven());
    return diagnoses;
  }

  private static Stream<String> lower(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT));
  }

  private List<Diagnosis> claimedTwice(
      String kind, Function<CertificateMatch, Stream<String>> names) {
    Map<String, List<String>> claims = new TreeMap<>();
    for (AccessConfiguration access : configuration.access()) {
      access.certificate().stream()
          .flatMap(names)
          .distinct()
          .forEach(
              name -> claims.computeIfAbsent(name, _ -> new ArrayList<>()).add(access.identity()));
    }
    return claims.entrySet().stream()
        .filter(claim -> claim.getValue().size() > 1)
        .map(
            claim ->
                Diagnosis.fail(
                    CHECK,
                    "the %s %s in a client certificate stands for %s, so whoever shows it is refused"
                        .formatted(kind, claim.getKey(), String.join(" and ", claim.getValue())),
                    "leave the name at one identity"))
        .toList();
  }

  private List<Diagnosis> unproven() {
    return configuration.access().stream()
        .filter(access -> !hasCertificate(access) && !isProvenOtherwise(access.identity()))
        .map(this::unproven)
        .toList();
  }

  private Diagnosis unproven(AccessConfiguration access) {
    String identity = access.identity();
    return access.certificate().isPresent()
        ? Diagnosis.warn(
            CHECK,
            "nobody can be "
                + identity
                + ": no listener asks for its client certificate, or none believes an authority"
                + " about its names",
            "set tls.clientAuth of a listener, and clientCa or clientTrust with these names")
        : Diagnosis.warn(
            CHECK,
            "nobody can be "
                + identity
                + ": no certificate, token, socket or login role stands for it",
            "make a token: seal-bridge token create " + identity);
  }

  private boolean hasCertificate(AccessConfiguration access) {
    return access.certificate().stream()
        .flatMap(
            match ->
                Stream.concat(
                    match.dns().stream().map(SubjectName::dns),
                    match.uri().stream().map(SubjectName::uri)))
        .anyMatch(
            name ->
                configuration.listeners().stream()
                    .flatMap(listener -> listener.tls().stream())
                    .anyMatch(tls -> believes(tls, name)));
  }

  private static boolean believes(TlsConfiguration tls, SubjectName name) {
    return tls.clientCa().isPresent()
        || tls.clientTrust().stream()
            .anyMatch(trust -> new AssertedNames(Optional.of(trust)).asserts(name));
  }

  private boolean isProvenOtherwise(String identity) {
    boolean token =
        tokens.tokens().stream().anyMatch(t -> t.identity().equals(identity) && !t.isExpired(now));
    boolean socket =
        configuration.listeners().stream()
            .anyMatch(listener -> listener.identity().equals(Optional.of(identity)));
    boolean login =
        configuration.logins().stream()
            .flatMap(mount -> mount.roles().stream())
            .anyMatch(role -> role.identity().equals(identity));
    return token || socket || login;
  }
}
