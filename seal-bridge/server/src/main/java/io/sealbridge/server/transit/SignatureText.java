package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import java.util.Base64;

/**
 * A signature or code as Vault writes it: {@code vault:v<version>:<base64>}.
 *
 * @param encoded still in base64, because which one depends on the marshaling
 */
record SignatureText(int version, String encoded) {

  private static final String PREFIX = "vault:v";

  /** {@code what} is {@code signature} or {@code HMAC}; the text comes from the client. */
  static SignatureText parse(String what, String text) {
    if (!text.startsWith(PREFIX)) {
      throw new BadBodyException("invalid " + what + ": no prefix");
    }
    int colon = text.indexOf(':', PREFIX.length());
    if (colon < 0) {
      throw new BadBodyException("invalid " + what + ": wrong number of fields");
    }
    String number = text.substring(PREFIX.length(), colon);
    if (!number.matches("[1-9][0-9]{0,8}")) {
      throw new BadBodyException("invalid " + what + ": version number could not be decoded");
    }
    return new SignatureText(Integer.parseInt(number), text.substring(colon + 1));
  }

  static String of(int version, Octets bytes, boolean jws) {
    Base64.Encoder encoder = jws ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
    return PREFIX + version + ":" + encoder.encodeToString(bytes.lend());
  }

  Octets decode(boolean jws) {
    try {
      return Octets.copyOf((jws ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(encoded));
    } catch (IllegalArgumentException _) {
      throw new BadBodyException("invalid base64 signature value");
    }
  }
}
