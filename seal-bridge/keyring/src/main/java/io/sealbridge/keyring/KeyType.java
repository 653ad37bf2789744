package io.sealbridge.keyring;

/** The type and length of a key on a token, with its name in Vault's Transit API. */
public enum KeyType {
  AES_256("aes256-gcm96", 256),
  RSA_2048("rsa-2048", 2048),
  RSA_3072("rsa-3072", 3072),
  RSA_4096("rsa-4096", 4096),
  ECDSA_P256("ecdsa-p256", 256);

  private final String transitName;
  private final int bits;

  KeyType(String transitName, int bits) {
    this.transitName = transitName;
    this.bits = bits;
  }

  public String transitName() {
    return transitName;
  }

  /** Key length: AES key bits, RSA modulus bits, EC field bits. */
  public int bits() {
    return bits;
  }
}
