package io.sealbridge.server.identity;

/** What became of the proofs that a request or a connection showed. */
public sealed interface Identification {

  record Known(Identity identity) implements Identification {}

  record Unknown(Reason reason) implements Identification {}

  /** Why nobody was recognised: what the client reads, and what is counted in the log. */
  enum Reason {
    NO_CREDENTIAL(400, "missing client token", "no credential"),
    TWO_TOKENS(400, "more than one client token", "two tokens"),
    TOKEN_UNKNOWN(403, Texts.INVALID_TOKEN, "unknown or revoked token"),
    TOKEN_EXPIRED(403, Texts.INVALID_TOKEN, "expired token"),
    CERTIFICATE_UNKNOWN(403, "permission denied", "client certificate of no identity"),
    CERTIFICATE_AMBIGUOUS(403, "permission denied", "client certificate of several identities"),
    CERTIFICATE_EXPIRED(403, "permission denied", "expired client certificate"),
    CERTIFICATE_UNTRUSTED(403, "permission denied", "client certificate of no authority"),
    CERTIFICATE_NAME(403, "permission denied", "name that its authority may not assert"),
    CERTIFICATE_REVOKED(403, "permission denied", "revoked client certificate"),
    CERTIFICATE_LIST_OLD(403, "permission denied", "list of revoked certificates too old"),
    IDENTITY_REVOKED(403, "permission denied", "revoked identity"),
    TOKEN_REVOKED(403, Texts.INVALID_TOKEN, "token on the deny list"),
    PEER_USER(403, "permission denied", "user id not allowed on the socket"),
    TOKEN_EPOCH(403, Texts.INVALID_TOKEN, "token of an earlier epoch"),
    TOKEN_NOT_YET(503, "the keys of tokens are not known yet", "token before an HSM answered"),
    TOKEN_FLOOD(429, "too many tokens that are none", "token not looked at in a flood"),
    LOGIN_LIMIT(429, "rate limit of logins exceeded", "login: too many"),
    LOGIN_MALFORMED(400, "malformed login", "login: malformed request"),
    LOGIN_ROLE(400, "invalid role name", "login: unknown role"),
    LOGIN_JWT(403, "permission denied", "login: no acceptable JWT"),
    LOGIN_SIGNATURE(403, "permission denied", "login: signature"),
    LOGIN_ISSUER(403, "permission denied", "login: issuer"),
    LOGIN_AUDIENCE(403, "permission denied", "login: audience"),
    LOGIN_TIME(403, "permission denied", "login: expired or too long-lived JWT"),
    LOGIN_CLAIMS(403, "permission denied", "login: claims without the role"),
    LOGIN_REVIEW(403, "permission denied", "login: refused by the cluster");

    private final int status;
    private final String text;
    private final String counted;

    Reason(int status, String text, String counted) {
      this.status = status;
      this.text = text;
      this.counted = counted;
    }

    public int status() {
      return status;
    }

    public String text() {
      return text;
    }

    /** The name in the key-use log and in metrics. */
    public String counted() {
      return counted;
    }

    private static final class Texts {
      /** As Vault says it, word for word: its proxy logs in anew when it reads this. */
      static final String INVALID_TOKEN =
          "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n";
    }
  }
}
