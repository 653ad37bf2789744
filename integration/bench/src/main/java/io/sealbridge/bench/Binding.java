package io.sealbridge.bench;

/** One way from Java to the token: AES-GCM with a tag of 16 bytes, key and session ready. */
interface Binding extends AutoCloseable {
  /** The name in the results. */
  String side();

  byte[] encrypt(byte[] iv, byte[] aad, byte[] plaintext);

  byte[] decrypt(byte[] iv, byte[] aad, byte[] ciphertext);

  @Override
  void close();
}
