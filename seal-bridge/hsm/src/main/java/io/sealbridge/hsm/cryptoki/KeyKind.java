package io.sealbridge.hsm.cryptoki;

/** The CKK_ key types that we make or look for. */
public enum KeyKind {
  RSA(0x0),
  EC(0x3),
  GENERIC_SECRET(0x10),
  AES(0x1F),
  EC_EDWARDS(0x40);

  private final long code;

  KeyKind(long code) {
    this.code = code;
  }

  public long code() {
    return code;
  }
}
