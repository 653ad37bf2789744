package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Signs the tokens that the bridge issues, with the internal key {@link InternalKey#TOKENS}. The
 * bridge asks by itself here, so there is no grant. One outcome for each signature is durable in
 * the key-use log before the signature leaves, without an intent: what was asked for, and by whom,
 * is in the entry of the login that the signature is for. Safe for use by many threads; no method
 * blocks.
 */
public final class TokenSigning {
  /** ECDSA with SHA-256 over P-256, DER, and the key of the HSM that made it. */
  public record TokenSignature(Octets der, PublicKeyInfo publicKey) {}

  private static final KeyName KEY = InternalKey.TOKENS.keyName();

  /** The bridge itself, in the key-use log. */
  private static final Caller BRIDGE =
      new Caller("login", "seal-bridge", "internal", "internal", List.of(), Optional.empty());

  private final KeyRegistry registry;
  private final Uses uses;
  private final AnyHsm hsms;

  public TokenSigning(KeyRegistry registry, KeyUseLog log, Clock clock) {
    this.registry = registry;
    this.uses = new Uses(log, clock);
    this.hsms = new AnyHsm(registry);
  }

  /**
   * Signs {@code data} with the latest version, on any HSM that can. Fails with {@link
   * KeyringException}: {@link KeyringError.InternalKeyMissing} if the key was never made, {@link
   * KeyringError.Frozen} while it is frozen.
   */
  public CompletionStage<TokenSignature> sign(byte[] data) {
    byte[] digest = HashFunction.SHA256.digest(data);
    return KeyringException.onlyFailureOf(
        registry
            .current(KEY)
            .exceptionally(TokenSigning::missing)
            .thenApply(TokenSigning::usable)
            .thenCompose(state -> sign(state.latest(), digest)));
  }

  private CompletionStage<TokenSignature> sign(KeyVersion version, byte[] digest) {
    UseRecord use = uses.of(BRIDGE, Operation.SIGN, KEY, version.number());
    return use.around(
            hsms.of(
                KEY,
                version,
                (token, key) -> token.sign(key, new SignatureScheme.Ecdsa(), digest.clone())))
        .thenCompose(
            done ->
                use.succeeded(
                        Optional.of(done.recipient().hsm()),
                        Optional.of(TextHash.sha256(done.value())))
                    .thenApply(durable -> signature(done)));
  }

  private static TokenSignature signature(AnyHsm.Done<byte[]> done) {
    return new TokenSignature(
        Octets.copyOf(done.value()), SigningKeys.publicKey(done.recipient()).orElseThrow());
  }

  private static KeyState missing(Throwable failure) {
    KeyringException known = KeyringException.of(failure);
    throw known.error() instanceof KeyringError.UnknownKey
        ? new KeyringException(new KeyringError.InternalKeyMissing(InternalKey.TOKENS), known)
        : known;
  }

  private static KeyState usable(KeyState state) {
    if (state.purpose() != KeyPurpose.INTERNAL || !signs(state.latest())) {
      throw new KeyringException(new KeyringError.InternalKeyMissing(InternalKey.TOKENS));
    }
    if (state.frozen()) {
      throw new KeyringException(new KeyringError.Frozen(KEY));
    }
    return state;
  }

  private static boolean signs(KeyVersion version) {
    return version.recipients().stream()
        .allMatch(
            recipient ->
                recipient.type() == InternalKey.TOKENS.type()
                    && SigningKeys.publicKey(recipient).isPresent());
  }

  /**
   * With what the signatures of living tokens are verified: the keys of every version that is not
   * below the minimum, on every HSM, but for those that attestation refuses. As last read, so
   * tokens outlive an HSM that is away. Empty while the key is frozen, which ends every token.
   */
  public List<PublicKeyInfo> trusted() {
    return registry.state(KEY).stream()
        .filter(state -> state.purpose() == KeyPurpose.INTERNAL && !state.frozen())
        .flatMap(TokenSigning::trusted)
        .filter(key -> registry.refusal(KEY, key.version(), key.recipient()).isEmpty())
        .flatMap(key -> SigningKeys.publicKey(key.recipient()).stream())
        .toList();
  }

  private record Held(int version, Recipient recipient) {}

  private static Stream<Held> trusted(KeyState state) {
    return state.versions().stream()
        .filter(version -> version.number() >= state.minDecryptionVersion())
        .filter(TokenSigning::signs)
        .flatMap(
            version ->
                version.recipients().stream()
                    .map(recipient -> new Held(version.number(), recipient)));
  }
}
