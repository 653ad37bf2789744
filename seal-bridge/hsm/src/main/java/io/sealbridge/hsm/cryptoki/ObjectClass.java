package io.sealbridge.hsm.cryptoki;

/** The CKO_ classes that we make or look for. */
public enum ObjectClass {
  DATA(0),
  CERTIFICATE(1),
  PUBLIC_KEY(2),
  PRIVATE_KEY(3),
  SECRET_KEY(4);

  private final long code;

  ObjectClass(long code) {
    this.code = code;
  }

  public long code() {
    return code;
  }
}
