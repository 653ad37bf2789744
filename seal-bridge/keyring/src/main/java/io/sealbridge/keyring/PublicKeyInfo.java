package io.sealbridge.keyring;

import java.util.Base64;

/** A public key as SubjectPublicKeyInfo (RFC 5280, section 4.1), DER in standard base64. */
public record PublicKeyInfo(String base64) {
  public PublicKeyInfo {
    Base64.getDecoder().decode(base64);
  }

  public static PublicKeyInfo of(byte[] der) {
    return new PublicKeyInfo(Base64.getEncoder().encodeToString(der));
  }

  public byte[] der() {
    return Base64.getDecoder().decode(base64);
  }
}
