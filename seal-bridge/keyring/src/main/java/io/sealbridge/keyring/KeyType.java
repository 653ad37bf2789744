package io.sealbridge.keyring;

import java.util.Arrays;
import java.util.Optional;

/** The type and length of a key on a token, with its name in Vault's Transit API. */
public enum KeyType {
  AES_256("aes256-gcm96", 256),
  RSA_2048("rsa-2048", 2048),
  RSA_3072("rsa-3072", 3072),
  RSA_4096("rsa-4096", 4096),
  ECDSA_P256("ecdsa-p256", 256),
  ECDSA_P384("ecdsa-p384", 384),
  ECDSA_P521("ecdsa-p521", 521),
  ED25519("ed25519", 256),
  /** As long as the longest hash, whose HMAC some tokens refuse to make with less. */
  HMAC("hmac", 512);

  private final String transitName;
  private final int bits;

  KeyType(String transitName, int bits) {
    this.transitName = transitName;
    this.bits = bits;
  }

  /** The type that the Transit API calls {@code name}. */
  public static Optional<KeyType> ofTransitName(String name) {
    return Arrays.stream(values()).filter(type -> type.transitName.equals(name)).findFirst();
  }

  public String transitName() {
    return transitName;
  }

  /** Key length: AES and HMAC key bits, RSA modulus bits, EC field bits. */
  public int bits() {
    return bits;
  }
}
