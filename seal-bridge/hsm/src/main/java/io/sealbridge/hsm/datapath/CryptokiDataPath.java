package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Encrypted;
import io.sealbridge.hsm.cryptoki.Hash;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.hsm.profile.IvPolicy;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.WrappedKey;
import java.security.SecureRandom;
import java.util.function.Predicate;

/** Our own binding; the IV comes from whom the profile says. */
public final class CryptokiDataPath implements DataPath {
  private static final int TAG_BITS = 128;
  private static final int IV_BYTES = 12;
  private static final int APPENDED_IV_BYTES = 16;

  private final IvPolicy policy;
  private final SecureRandom random;
  private final TokenSigner signer;

  /**
   * Chooses nothing by itself.
   *
   * @param signs whether the token signs by a mechanism
   */
  public CryptokiDataPath(IvPolicy policy, SecureRandom random, Predicate<MechanismType> signs) {
    this.policy = policy;
    this.random = random;
    this.signer = new TokenSigner(signs);
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
  public byte[] sign(CryptokiSession session, KeyHandle key, SignatureScheme scheme, byte[] input) {
    return signer.sign(session, key, scheme, input);
  }

  @Override
  public byte[] mac(CryptokiSession session, KeyHandle key, HashFunction hash, byte[] input) {
    return signer.mac(session, key, hash, input);
  }

  @Override
  public void close() {}
}
