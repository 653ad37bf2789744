package io.sealbridge.audit.note;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of signatures that are verified here (C2SP signed-note, "Signature types"). */
public enum SignatureType {
  /** Ed25519 over the text. */
  ED25519(0x01),
  /** ECDSA with P-256 and SHA-256 over the text, in DER. */
  ECDSA(0x02),
  /** Ed25519 over time and text, by a witness (C2SP tlog-cosignature). */
  COSIGNATURE(0x04);

  private final int code;

  SignatureType(int code) {
    this.code = code;
  }

  static Optional<SignatureType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  byte code() {
    return (byte) code;
  }
}
