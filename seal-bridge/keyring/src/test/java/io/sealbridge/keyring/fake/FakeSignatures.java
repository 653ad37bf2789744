package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.DigestInfo;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.SignatureScheme;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import javax.crypto.Cipher;

/** Signatures over digests, which the JDK makes for ECDSA only. */
final class FakeSignatures {
  private static final int TRAILER = 0xBC;

  private FakeSignatures() {}

  static byte[] sign(PrivateKey key, SignatureScheme scheme, byte[] input, SecureRandom random)
      throws GeneralSecurityException {
    return switch (scheme) {
      case SignatureScheme.Ecdsa _ -> whole("NONEwithECDSA", key, input);
      case SignatureScheme.Ed25519 _ -> whole("Ed25519", key, input);
      case SignatureScheme.Pkcs1(var hash) -> {
        byte[] padded = hash.map(named -> digestInfo(named, input)).orElse(input);
        yield rsa("RSA/ECB/PKCS1Padding", key, padded);
      }
      case SignatureScheme.Pss(HashFunction hash, int salt) ->
          rsa("RSA/ECB/NoPadding", key, pss(key, hash, salt, input, random));
    };
  }

  private static byte[] digestInfo(HashFunction hash, byte[] digest) {
    return DigestInfo.of(hash, digest);
  }

  private static byte[] whole(String algorithm, PrivateKey key, byte[] input)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  private static byte[] rsa(String transformation, PrivateKey key, byte[] block)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(block);
  }

  /** EMSA-PSS (RFC 8017, section 9.1.1). */
  private static byte[] pss(
      PrivateKey key, HashFunction hash, int saltLength, byte[] digest, SecureRandom random)
      throws SignatureException {
    int bits = ((RSAKey) key).getModulus().bitLength() - 1;
    int length = (bits + 7) / 8;
    int maskedLength = length - hash.bytes() - 1;
    if (digest.length != hash.bytes() || maskedLength < saltLength + 1) {
      throw new SignatureException("digest or salt does not fit");
    }
    byte[] salt = new byte[saltLength];
    random.nextBytes(salt);
    byte[] h =
        hash.digest(
            ByteBuffer.allocate(8 + digest.length + saltLength)
                .position(8)
                .put(digest)
                .put(salt)
                .array());
    byte[] masked = mask(hash, h, maskedLength);
    masked[maskedLength - saltLength - 1] ^= 1;
    for (int i = 0; i < saltLength; i++) {
      masked[maskedLength - saltLength + i] ^= salt[i];
    }
    masked[0] &= (byte) (0xFF >>> (8 * length - bits));
    return ByteBuffer.allocate(length).put(masked).put(h).put((byte) TRAILER).array();
  }

  /** MGF1 (RFC 8017, appendix B.2.1). */
  private static byte[] mask(HashFunction hash, byte[] seed, int length) {
    ByteArrayOutputStream mask = new ByteArrayOutputStream();
    for (int counter = 0; mask.size() < length; counter++) {
      mask.writeBytes(
          hash.digest(ByteBuffer.allocate(seed.length + 4).put(seed).putInt(counter).array()));
    }
    return Arrays.copyOf(mask.toByteArray(), length);
  }
}
