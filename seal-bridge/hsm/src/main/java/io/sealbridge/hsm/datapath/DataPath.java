package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import java.util.Optional;

/**
 * How one connection uses keys. Safe for use by many threads, each with a session of its own.
 * Everything blocks as long as the library does, and fails with {@link
 * io.sealbridge.hsm.cryptoki.CryptokiException}, also where the JDK's provider hides the return
 * code behind an exception of its own.
 */
public interface DataPath extends AutoCloseable {
  /** AES-GCM; does not close {@code dataKey}. */
  WrappedKey encrypt(CryptokiSession session, KeyHandle key, SecretBytes dataKey, byte[] aad);

  /** AES-GCM; the caller closes the result. */
  SecretBytes decrypt(CryptokiSession session, KeyHandle key, WrappedKey wrapped, byte[] aad);

  /** RSA-OAEP with an empty label; the caller closes the result. */
  SecretBytes decryptOaep(CryptokiSession session, KeyHandle key, OaepHash hash, byte[] ciphertext);

  /**
   * Signs as {@link io.sealbridge.keyring.HsmToken#sign} says. Fails with {@link
   * io.sealbridge.keyring.HsmException} for what this way cannot do and for input of a wrong shape.
   */
  byte[] sign(CryptokiSession session, KeyHandle key, SignatureScheme scheme, byte[] input);

  /** HMAC; fails as {@link #sign} does. */
  byte[] mac(CryptokiSession session, KeyHandle key, HashFunction hash, byte[] input);

  /** Why it cannot use such keys, if so. */
  default Optional<String> objectionTo(KeyType type, UsageChoice choice) {
    return Optional.empty();
  }

  /** Puts beside a new signing key what this way needs to find it. */
  default void prepareSigningKey(
      CryptokiSession session, KeyHandle key, CkaId id, PublicKeyInfo publicKey) {}

  /** Never throws. */
  @Override
  void close();
}
