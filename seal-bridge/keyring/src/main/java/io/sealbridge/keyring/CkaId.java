package io.sealbridge.keyring;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The CKA_ID of an object on a token: 1 to 64 bytes. Ours are 16 random bytes. */
public record CkaId(String hex) {
  public CkaId {
    int bytes = HexFormat.of().parseHex(hex).length;
    if (bytes < 1 || bytes > 64) {
      throw new IllegalArgumentException("CKA_ID must be 1 to 64 bytes, was " + bytes);
    }
  }

  public static CkaId of(byte[] bytes) {
    return new CkaId(HexFormat.of().formatHex(bytes));
  }

  public static CkaId random(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return of(bytes);
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
