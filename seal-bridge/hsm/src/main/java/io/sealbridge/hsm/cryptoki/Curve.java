package io.sealbridge.hsm.cryptoki;

import java.util.HexFormat;

/** A named curve by the DER object identifier that CKA_EC_PARAMS wants. */
public enum Curve {
  P256("06082a8648ce3d030107"),
  P384("06052b81040022"),
  P521("06052b81040023"),
  ED25519("06032b6570");

  private final String parameters;

  Curve(String parameters) {
    this.parameters = parameters;
  }

  /** The value of CKA_EC_PARAMS. */
  public byte[] parameters() {
    return HexFormat.of().parseHex(parameters);
  }
}
