package io.sealbridge.hsm.cryptoki;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A named curve by the two DER encodings that CKA_EC_PARAMS may have (PKCS#11 3.0, section 2.3.3):
 * the object identifier, which is what the bridge writes, and the printable curve name, which
 * SoftHSM answers with for Edwards curves.
 */
public enum Curve {
  P256("06082a8648ce3d030107", "secp256r1"),
  P384("06052b81040022", "secp384r1"),
  P521("06052b81040023", "secp521r1"),
  ED25519("06032b6570", "edwards25519");

  private static final String PRINTABLE_STRING = "13";

  private final String identifier;
  private final String named;

  Curve(String identifier, String name) {
    this.identifier = identifier;
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    this.named =
        PRINTABLE_STRING
            + HexFormat.of().toHexDigits((byte) ascii.length)
            + HexFormat.of().formatHex(ascii);
  }

  /** The value of CKA_EC_PARAMS to make a key with. */
  public byte[] parameters() {
    return HexFormat.of().parseHex(identifier);
  }

  /** Whether a value of CKA_EC_PARAMS that a token answered with means this curve. */
  public boolean isMeantBy(byte[] parameters) {
    String hex = HexFormat.of().formatHex(parameters);
    return hex.equals(identifier) || hex.equals(named);
  }
}
