package io.sealbridge.keyring;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** A hash function, by its names in Vault's Transit API and in JCA. */
public enum HashFunction {
  SHA1("sha1", "SHA-1", 20),
  SHA224("sha2-224", "SHA-224", 28),
  SHA256("sha2-256", "SHA-256", 32),
  SHA384("sha2-384", "SHA-384", 48),
  SHA512("sha2-512", "SHA-512", 64),
  SHA3_224("sha3-224", "SHA3-224", 28),
  SHA3_256("sha3-256", "SHA3-256", 32),
  SHA3_384("sha3-384", "SHA3-384", 48),
  SHA3_512("sha3-512", "SHA3-512", 64);

  private final String transitName;
  private final String jcaName;
  private final int bytes;

  HashFunction(String transitName, String jcaName, int bytes) {
    this.transitName = transitName;
    this.jcaName = jcaName;
    this.bytes = bytes;
  }

  /** The function that the Transit API calls {@code name}. */
  public static Optional<HashFunction> ofTransitName(String name) {
    return Arrays.stream(values()).filter(hash -> hash.transitName.equals(name)).findFirst();
  }

  public String transitName() {
    return transitName;
  }

  public String jcaName() {
    return jcaName;
  }

  /** Length of a digest. */
  public int bytes() {
    return bytes;
  }

  public byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(jcaName).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 25 has " + jcaName, e);
    }
  }
}
