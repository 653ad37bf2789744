package io.sealbridge.keyring.signature;

import io.sealbridge.keyring.DigestInfo;
import io.sealbridge.keyring.HashFunction;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * An RSA signature, opened with the public key to be compared with a digest. Written out because
 * the JDK verifies messages only, not digests, and no PSS signature whose salt length is unknown.
 * All of it is public, so nothing here needs constant time.
 */
final class RsaSignature {
  /** The salt may be as long as it is. */
  static final int ANY_SALT = -1;

  private static final int LEAST_PADDING = 8;

  private final int bits;
  private final byte[] encoded;

  RsaSignature(RSAPublicKey key, byte[] signature) {
    this.bits = key.getModulus().bitLength();
    this.encoded = open(key, signature, (bits + 7) / 8);
  }

  /** RSAVP1; empty if the bytes cannot be a signature by this key. */
  private static byte[] open(RSAPublicKey key, byte[] signature, int length) {
    BigInteger number = new BigInteger(1, signature);
    if (signature.length != length || number.compareTo(key.getModulus()) >= 0) {
      return new byte[0];
    }
    byte[] opened = number.modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
    byte[] encoded = new byte[length];
    int significant = Math.min(opened.length, length);
    System.arraycopy(
        opened, opened.length - significant, encoded, length - significant, significant);
    return encoded;
  }

  /** RSASSA-PKCS1-v1_5 (section 8.2.2): the padding is made anew and compared as a whole. */
  boolean isPkcs1(Optional<HashFunction> hash, byte[] digest) {
    byte[] named = hash.map(function -> DigestInfo.of(function, digest)).orElse(digest);
    int padding = encoded.length - 3 - named.length;
    if (padding < LEAST_PADDING) {
      return false;
    }
    byte[] expected = new byte[encoded.length];
    expected[1] = 1;
    Arrays.fill(expected, 2, 2 + padding, (byte) 0xff);
    System.arraycopy(named, 0, expected, 3 + padding, named.length);
    return Arrays.equals(expected, encoded);
  }

  /** EMSA-PSS-VERIFY (section 9.1.2), MGF1 with the same hash. */
  boolean isPss(HashFunction hash, byte[] digest, int saltLength) {
    int unused = encoded.length * 8 - (bits - 1);
    int hashAt = encoded.length - hash.bytes() - 1;
    // A modulus of 8n+1 bits would leave a whole octet unused; no key type here has one.
    if (unused > 7 || hashAt < 1 || encoded[encoded.length - 1] != (byte) 0xbc) {
      return false;
    }
    byte[] hashed = Arrays.copyOfRange(encoded, hashAt, encoded.length - 1);
    byte[] block = Arrays.copyOf(encoded, hashAt);
    int top = 0xff >>> unused;
    if ((block[0] & ~top & 0xff) != 0) {
      return false;
    }
    unmask(block, hash, hashed);
    block[0] &= (byte) top;
    int separator = 0;
    while (separator < block.length && block[separator] == 0) {
      separator++;
    }
    if (separator == block.length || block[separator] != 1) {
      return false;
    }
    byte[] salt = Arrays.copyOfRange(block, separator + 1, block.length);
    if (saltLength != ANY_SALT && salt.length != saltLength) {
      return false;
    }
    byte[] salted = new byte[8 + digest.length + salt.length];
    System.arraycopy(digest, 0, salted, 8, digest.length);
    System.arraycopy(salt, 0, salted, 8 + digest.length, salt.length);
    return MessageDigest.isEqual(hashed, hash.digest(salted));
  }

  /** MGF1 (appendix B.2.1). */
  private static void unmask(byte[] block, HashFunction hash, byte[] seed) {
    byte[] counted = Arrays.copyOf(seed, seed.length + Integer.BYTES);
    int at = 0;
    for (int counter = 0; at < block.length; counter++) {
      for (int i = 0; i < Integer.BYTES; i++) {
        counted[seed.length + i] = (byte) (counter >>> (24 - 8 * i));
      }
      for (byte mask : hash.digest(counted)) {
        if (at < block.length) {
          block[at] ^= mask;
          at++;
        }
      }
    }
  }
}
