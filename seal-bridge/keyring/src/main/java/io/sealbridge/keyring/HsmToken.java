package io.sealbridge.keyring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One PKCS#11 token, as the keyring sees it. Safe for use by many threads. No method blocks: calls
 * run on the adapter's own bounded threads and end by the adapter's deadline. A stage fails with
 * {@link HsmException} only.
 *
 * <p>An adapter heals stale sessions and retries once by itself, and it tells a bad blob from a bad
 * device before it answers {@link HsmFault.BadInput}.
 */
public interface HsmToken {
  /** The name of this HSM in the configuration; recipients refer to it. */
  String name();

  /** What is known now, without calling the device. */
  HsmStatus status();

  /**
   * Wraps {@code dataKey} by AES-GCM under {@code key}, binding {@code aad}. Does not close the
   * data key. With {@link Layout#VAULT} it is the plaintext itself that is wrapped.
   */
  CompletionStage<WrappedKey> wrap(TokenKey key, SecretBytes dataKey, byte[] aad);

  /**
   * Unwraps by {@code key}'s own wrapping; {@code aad} is ignored for RSA-OAEP. The caller closes
   * the result.
   */
  CompletionStage<SecretBytes> unwrap(TokenKey key, WrappedKey wrapped, byte[] aad);

  /**
   * The attributes that this make of token never tells, as its vendor profile lists them; their
   * absence is no finding.
   */
  default Set<KeyAttributes.Name> unspokenAttributes() {
    return Set.of();
  }

  /** Reads the attributes of the key from the device, now. */
  CompletionStage<KeyAttributes> describe(TokenKey key);

  /**
   * Every secret or private key with a label, as the device reports them; for listing and stray
   * reports.
   */
  CompletionStage<List<KeyAttributes>> listKeys();

  /**
   * Makes a private token key (or pair) as {@code order} says; one that is not {@link
   * Origin#SYNCABLE} cannot be extracted.
   *
   * @return the key as the state will name it; for pairs with the public key read back
   */
  CompletionStage<TokenKey> generate(KeyOrder order);

  /**
   * Signs with a key whose usage is {@link Usage.Signing} or a signing {@link Wrapping.RsaOaep}.
   *
   * @param input the digest, or for Ed25519 the message
   */
  CompletionStage<byte[]> sign(TokenKey key, SignatureScheme scheme, byte[] input);

  /** HMAC (RFC 2104) of {@code input} by a key whose usage is {@link Usage.Mac}. */
  CompletionStage<byte[]> mac(TokenKey key, HashFunction hash, byte[] input);

  /**
   * Takes a key in: {@code wrapped} is an AES-256 key under RSA-OAEP with {@code unwrapper}'s
   * public key, followed by the key itself under AES-KWP (RFC 5649) with that AES key, as Vault's
   * import has it. Both are unwrapped inside the token; nothing of them is ever in the clear
   * outside.
   *
   * @param publicKey of the pair, for tokens that do not derive it; checked by a trial elsewhere
   * @return the key as the state will name it
   */
  CompletionStage<TokenKey> importKey(
      TokenKey unwrapper, byte[] wrapped, KeyOrder order, Optional<PublicKeyInfo> publicKey);

  /**
   * Wraps a {@link Origin#SYNCABLE} key for the holder of {@code receiver}, an RSA key, in the form
   * that {@link #importKey} takes, all inside the token.
   */
  CompletionStage<byte[]> exportKey(TokenKey key, PublicKeyInfo receiver, OaepHash hash);

  /** Destroys the key's objects. Only ever called for a key that no state names. */
  CompletionStage<Void> destroy(TokenKey key);

  /**
   * All key states that this token (or its state file) holds and that count; others are reported in
   * the log.
   */
  CompletionStage<List<KeyState>> readStates();

  /** Removes every state of the key; its objects are destroyed one by one. */
  CompletionStage<Void> removeState(KeyName key);

  /** Stores {@code state}: makes the new object, then destroys the older ones of that key. */
  CompletionStage<Void> writeState(KeyState state);

  /** {@code length} bytes from the device's random generator. The caller closes the result. */
  CompletionStage<SecretBytes> random(int length);
}
