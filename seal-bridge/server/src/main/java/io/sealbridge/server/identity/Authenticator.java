package io.sealbridge.server.identity;

import io.sealbridge.keyring.Grant;
import io.sealbridge.server.identity.Identification.Known;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.identity.Identification.Unknown;
import io.sealbridge.server.tls.ClientCertificate;
import io.sealbridge.server.token.BearerToken;
import io.sealbridge.server.token.LoginToken;
import io.sealbridge.server.token.LoginTokens;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises identities. A token, when there is one, decides alone, whatever certificate or socket
 * it came through: one request, one identity. Safe for use by many threads; never blocks.
 */
public final class Authenticator {

  private final AccessList access;
  private final TokenStore tokens;
  private final LoginTokens loginTokens;
  private final RevokedHere revokedHere;
  private final Revocations revocations;
  private final Clock clock;

  /**
   * @param loginTokens recognises tokens that the bridge issued
   * @param revokedHere tokens that their holders gave back to this replica
   */
  public Authenticator(
      AccessList access,
      TokenStore tokens,
      LoginTokens loginTokens,
      RevokedHere revokedHere,
      Revocations revocations,
      Clock clock) {
    this.access = access;
    this.tokens = tokens;
    this.loginTokens = loginTokens;
    this.revokedHere = revokedHere;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Says who a connection is that showed this certificate. */
  public Credential certificate(ClientCertificate certificate) {
    return switch (certificate) {
      case ClientCertificate.Proven proven -> proven(proven);
      case ClientCertificate.Untrusted _ -> new Credential.Unusable(Reason.CERTIFICATE_UNTRUSTED);
      case ClientCertificate.Revoked _ -> new Credential.Unusable(Reason.CERTIFICATE_REVOKED);
      case ClientCertificate.Unknown _ -> new Credential.Unusable(Reason.CERTIFICATE_LIST_OLD);
    };
  }

  private Credential proven(ClientCertificate.Proven proven) {
    Set<String> names = access.identities(proven.names());
    if (names.isEmpty()) {
      return new Credential.Unusable(
          access.identities(proven.others()).isEmpty()
              ? Reason.CERTIFICATE_UNKNOWN
              : Reason.CERTIFICATE_NAME);
    }
    if (names.size() > 1) {
      return new Credential.Unusable(Reason.CERTIFICATE_AMBIGUOUS);
    }
    X509Certificate certificate = proven.certificate();
    Instant notAfter = proven.until();
    String proof = "certificate:" + sha256(certificate.getPublicKey().getEncoded());
    Identity identity =
        identity(names.iterator().next(), proof, Optional.empty(), Optional.of(notAfter));
    return new Credential.Certificate(identity, certificate.getNotBefore().toInstant(), notAfter);
  }

  /** The one identity of a Unix socket, for a peer that has been found to be allowed. */
  public Credential socket(String identity, int uid) {
    return new Credential.Socket(
        identity(identity, "uid:" + uid, Optional.empty(), Optional.empty()));
  }

  /**
   * Recognises one request. {@code token} is what the client sent as its token, empty if nothing.
   * Who has been shut out is not recognised, whatever was shown and however long ago.
   */
  public Identification identify(Credential credential, String token) {
    return switch (recognise(credential, token)) {
      case Unknown unknown -> unknown;
      case Known(Identity identity) when revocations.denies(identity.name()) ->
          new Unknown(Reason.IDENTITY_REVOKED);
      case Known known -> known;
    };
  }

  private Identification recognise(Credential credential, String token) {
    if (!token.isEmpty()) {
      return byToken(token);
    }
    return switch (credential) {
      case Credential.None _ -> new Unknown(Reason.NO_CREDENTIAL);
      case Credential.Unusable unusable -> new Unknown(unusable.reason());
      case Credential.Socket socket -> new Known(socket.identity());
      case Credential.Certificate certificate -> byCertificate(certificate);
    };
  }

  private Identification byToken(String text) {
    if (LoginTokens.isShaped(text)) {
      return switch (loginTokens.find(text)) {
        case LoginTokens.Found.Nothing _ -> new Unknown(Reason.TOKEN_UNKNOWN);
        case LoginTokens.Found.NotYet _ -> new Unknown(Reason.TOKEN_NOT_YET);
        case LoginTokens.Found.TooMany _ -> new Unknown(Reason.TOKEN_FLOOD);
        case LoginTokens.Found.Token(LoginToken token) -> byLoginToken(token);
      };
    }
    return tokens.find(text).map(this::byBearer).orElseGet(() -> new Unknown(Reason.TOKEN_UNKNOWN));
  }

  private Identification byLoginToken(LoginToken token) {
    if (token.epoch() < revocations.epoch()) {
      return new Unknown(Reason.TOKEN_EPOCH);
    }
    return revokedHere.contains(token.accessor())
        ? new Unknown(Reason.TOKEN_REVOKED)
        : byBearer(token);
  }

  private Identification byBearer(BearerToken token) {
    if (revocations.deniesToken(token.accessor())) {
      return new Unknown(Reason.TOKEN_REVOKED);
    }
    if (token.isExpired(clock.instant())) {
      return new Unknown(Reason.TOKEN_EXPIRED);
    }
    Optional<List<Grant>> grants = access.grants(token.identity());
    if (grants.isEmpty()) {
      return new Unknown(Reason.TOKEN_UNKNOWN);
    }
    return new Known(
        new Identity(
            token.identity(),
            "token:" + token.accessor(),
            grants.get(),
            Optional.of(token),
            token.expires()));
  }

  /** A connection may outlive the certificate it was made with. */
  private Identification byCertificate(Credential.Certificate certificate) {
    Instant now = clock.instant();
    return now.isBefore(certificate.notBefore()) || now.isAfter(certificate.notAfter())
        ? new Unknown(Reason.CERTIFICATE_EXPIRED)
        : new Known(certificate.identity());
  }

  private Identity identity(
      String name, String proof, Optional<BearerToken> token, Optional<Instant> until) {
    List<Grant> grants =
        access
            .grants(name)
            .orElseThrow(() -> new IllegalStateException("identity not configured: " + name));
    return new Identity(name, proof, grants, token, until);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
