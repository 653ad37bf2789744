package io.sealbridge.server.start;

import java.util.Base64;

/** A public key in PEM (RFC 7468, section 13), alone in its file. */
final class PublicKeyPem {

  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeyPem() {}

  /**
   * The SubjectPublicKeyInfo.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static byte[] der(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("no public key in PEM");
    }
    String encoded = text.substring(BEGIN.length(), text.length() - END.length());
    return Base64.getDecoder().decode(encoded.replaceAll("\\s", ""));
  }
}
