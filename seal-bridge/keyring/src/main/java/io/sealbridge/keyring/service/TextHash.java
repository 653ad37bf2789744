package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HashFunction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The hash by which the key-use log names a ciphertext text, a signature or a code. */
final class TextHash {
  private TextHash() {}

  /** SHA-256 of the UTF-8 text, in lower-case hex. */
  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(HashFunction.SHA256.digest(bytes));
  }
}
