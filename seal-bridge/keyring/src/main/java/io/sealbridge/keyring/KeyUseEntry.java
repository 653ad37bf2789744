package io.sealbridge.keyring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One entry of the key-use log. Never carries plaintext, a PIN, a token or a request body. */
public sealed interface KeyUseEntry {
  Instant at();

  /**
   * The bridge started. {@code hsms} holds name, library and SHA-256 of the library file, token
   * label and serial.
   *
   * @param previous the checkpoint that was found, as {@code <size> <root in base64>}
   * @param clockSource what the kernel counts time by, if it tells
   * @param newLog why this log was begun in place of another one; in its first entry only
   */
  record Boot(
      Instant at,
      String version,
      String configSha256,
      List<HsmIdentity> hsms,
      Optional<String> previous,
      Optional<String> clockSource,
      Optional<NewLog> newLog)
      implements KeyUseEntry {
    public Boot(Instant at, String version, String configSha256, List<HsmIdentity> hsms) {
      this(at, version, configSha256, hsms, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * A log was begun by hand and an older one put aside.
   *
   * @param actor who asked for it
   * @param old the last checkpoint of the older one, if it had any
   */
  record NewLog(String reason, String actor, Optional<OldLog> old) {}

  /** The root is in base64, as in the checkpoint. */
  record OldLog(String origin, long size, String root) {}

  record HsmIdentity(
      String name, String library, String librarySha256, String token, String serial) {}

  /** A version's key was attested; {@code findings} is empty if all is as the policy demands. */
  record KeyAttested(
      Instant at,
      String hsm,
      KeyName key,
      int keyVersion,
      KeyAttributes attributes,
      List<String> findings,
      boolean accepted)
      implements KeyUseEntry {}

  /**
   * A key was changed: {@code change} is {@code create}, {@code rotate}, {@code retire}, {@code
   * freeze}, {@code thaw}, {@code repair}, {@code import}, {@code configure}, {@code certify},
   * {@code trim} or {@code delete}.
   *
   * @param actor who asked for it
   * @param keyVersion the latest version after the change
   * @param serial of the state that was written; for a delete the mark that no state of the key
   *     that comes back reaches
   */
  record KeyChanged(
      Instant at, String actor, String change, KeyName key, int keyVersion, long serial)
      implements KeyUseEntry {}

  /**
   * The HSM is about to be called.
   *
   * @param ciphertextSha256 of the text that is to be opened; empty for all else
   * @param bytes length of the plaintext for encrypt, of the ciphertext text for decrypt, of what
   *     the HSM is given for signatures and codes
   */
  record Intent(
      Instant at,
      String requestId,
      Operation operation,
      KeyName key,
      int keyVersion,
      String identity,
      String proof,
      String peer,
      Optional<String> ciphertextSha256,
      int bytes)
      implements KeyUseEntry {}

  /**
   * The HSM has answered. An encrypt has no intent before it: this one entry carries who and where
   * too.
   *
   * @param result {@code ok} or a stable error code
   * @param seen the return code behind a failure
   * @param hsm the HSM whose answer was used, if any
   * @param ciphertextSha256 of the text that was produced or opened; of the bytes of a signature or
   *     a code
   */
  record Outcome(
      Instant at,
      String requestId,
      Operation operation,
      KeyName key,
      int keyVersion,
      String identity,
      String proof,
      String peer,
      String result,
      Optional<String> seen,
      Optional<String> hsm,
      Optional<String> ciphertextSha256,
      long elapsedMicros)
      implements KeyUseEntry {}

  /** An authenticated caller was refused. */
  record Denied(
      Instant at,
      String requestId,
      Operation operation,
      String key,
      String identity,
      String proof,
      String peer,
      String reason)
      implements KeyUseEntry {}

  /**
   * Somebody logged in and is about to be given a token.
   *
   * @param proof how the login was proven, such as a ServiceAccount with its uid
   * @param mount where the login was made, which tells the issuer
   * @param role that was asked for
   * @param accessor of the token, as in the proof of its uses
   * @param expires when the token ends
   */
  record Login(
      Instant at,
      String requestId,
      String identity,
      String proof,
      String mount,
      String role,
      String accessor,
      Instant expires,
      String peer)
      implements KeyUseEntry {}

  /**
   * Refusals before authentication, counted over an interval, so that strangers cannot fill the
   * log.
   */
  record Refusals(Instant at, String reason, long count, List<String> samplePeers)
      implements KeyUseEntry {}

  /**
   * Configuration, certificates or access rules were read again.
   *
   * @param sha256 of what was read
   * @param shutOut whom a deny list shuts out from now on; for deny lists only
   */
  record Reload(Instant at, String what, String sha256, Optional<ShutOut> shutOut)
      implements KeyUseEntry {
    public Reload(Instant at, String what, String sha256) {
      this(at, what, sha256, Optional.empty());
    }
  }

  /**
   * Whom a deny list shuts out.
   *
   * @param identities that are refused, by name
   * @param tokens how many tokens are refused by their accessors
   * @param epoch tokens issued in an earlier one are refused
   */
  record ShutOut(List<String> identities, int tokens, long epoch) {
    public ShutOut {
      identities = List.copyOf(identities);
    }
  }

  /**
   * This replica acts by this state of a key from now on; written at the start for each key, and
   * whenever another state, or another view of it, takes effect.
   *
   * @param keyVersion the latest version
   * @param frozen whether uses are refused, whatever the state itself says
   * @param thawedBy SHA-256 of the public key whose signature ended the last freeze, if one had to
   * @param heldFrozen why a state that says the key is not frozen is not believed
   */
  record StateSeen(
      Instant at,
      KeyName key,
      long serial,
      int keyVersion,
      int minDecryptionVersion,
      int minEncryptionVersion,
      boolean frozen,
      Optional<String> thawedBy,
      Optional<String> heldFrozen)
      implements KeyUseEntry {}

  /**
   * A checkpoint has left the host.
   *
   * @param anchor where it was taken, by the name in the configuration
   * @param size of the checkpoint
   * @param root of the checkpoint, in base64
   * @param proof the signature line of a witness
   */
  record Anchored(Instant at, String anchor, long size, String root, Optional<String> proof)
      implements KeyUseEntry {}

  /**
   * The clock was set.
   *
   * @param at the time it shows now
   * @param expected the time it would show otherwise
   */
  record ClockStep(Instant at, Instant expected) implements KeyUseEntry {}

  record Shutdown(Instant at, String reason) implements KeyUseEntry {}
}
