package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Encrypted;
import io.sealbridge.hsm.cryptoki.Hash;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.profile.IvPolicy;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Our own binding; the IV comes from whom the profile says. */
public final class CryptokiDataPath implements DataPath {
  private static final int TAG_BITS = 128;
  private static final int IV_BYTES = 12;
  private static final int APPENDED_IV_BYTES = 16;

  private final IvPolicy policy;
  private final SecureRandom random;
  private final boolean tokenHashes;

  /**
   * Chooses nothing by itself.
   *
   * @param tokenHashes whether the token offers ECDSA over data; else it signs our hash
   */
  public CryptokiDataPath(IvPolicy policy, SecureRandom random, boolean tokenHashes) {
    this.policy = policy;
    this.random = random;
    this.tokenHashes = tokenHashes;
  }

  @Override
  public WrappedKey encrypt(
      CryptokiSession session, KeyHandle key, SecretBytes dataKey, byte[] aad) {
    Encrypted encrypted = session.encrypt(mechanism(aad), key.object(), dataKey);
    return new WrappedKey(encrypted.iv(), encrypted.bytes());
  }

  private Mechanism.Cipher mechanism(byte[] aad) {
    return switch (policy) {
      case HOST -> {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        yield Mechanism.AesGcm.of(iv, aad);
      }
      case TOKEN_BUFFER ->
          new Mechanism.AesGcmTokenIv(
              IV_BYTES, Octets.copyOf(aad), TAG_BITS, Mechanism.IvPlace.BUFFER);
      case TOKEN_APPENDED ->
          new Mechanism.AesGcmTokenIv(
              APPENDED_IV_BYTES, Octets.copyOf(aad), TAG_BITS, Mechanism.IvPlace.AFTER_TAG);
    };
  }

  @Override
  public SecretBytes decrypt(
      CryptokiSession session, KeyHandle key, WrappedKey wrapped, byte[] aad) {
    return session.decrypt(Mechanism.AesGcm.of(wrapped.iv(), aad), key.object(), wrapped.bytes());
  }

  @Override
  public SecretBytes decryptOaep(
      CryptokiSession session, KeyHandle key, OaepHash hash, byte[] ciphertext) {
    Hash tokenHash =
        switch (hash) {
          case SHA1 -> Hash.SHA1;
          case SHA256 -> Hash.SHA256;
          case SHA512 -> Hash.SHA512;
        };
    return session.decrypt(new Mechanism.RsaOaep(tokenHash), key.object(), ciphertext);
  }

  @Override
  public byte[] signEcdsa(CryptokiSession session, KeyHandle key, byte[] data) {
    byte[] raw =
        tokenHashes
            ? session.sign(new Mechanism.EcdsaSha256(), key.object(), data)
            : session.sign(new Mechanism.Ecdsa(), key.object(), sha256(data));
    return EcdsaSignature.der(raw);
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {}
}
