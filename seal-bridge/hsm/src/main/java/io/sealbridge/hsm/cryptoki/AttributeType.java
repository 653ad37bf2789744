package io.sealbridge.hsm.cryptoki;

/** The CKA_ attributes that we write or read. */
public enum AttributeType {
  CLASS(0x0, Form.NUMBER),
  TOKEN(0x1, Form.BOOLEAN),
  PRIVATE(0x2, Form.BOOLEAN),
  LABEL(0x3, Form.TEXT),
  APPLICATION(0x10, Form.TEXT),
  VALUE(0x11, Form.BYTES),
  OBJECT_ID(0x12, Form.BYTES),
  CERTIFICATE_TYPE(0x80, Form.NUMBER),
  ISSUER(0x81, Form.BYTES),
  SERIAL_NUMBER(0x82, Form.BYTES),
  KEY_TYPE(0x100, Form.NUMBER),
  SUBJECT(0x101, Form.BYTES),
  ID(0x102, Form.BYTES),
  SENSITIVE(0x103, Form.BOOLEAN),
  ENCRYPT(0x104, Form.BOOLEAN),
  DECRYPT(0x105, Form.BOOLEAN),
  WRAP(0x106, Form.BOOLEAN),
  UNWRAP(0x107, Form.BOOLEAN),
  SIGN(0x108, Form.BOOLEAN),
  SIGN_RECOVER(0x109, Form.BOOLEAN),
  VERIFY(0x10A, Form.BOOLEAN),
  VERIFY_RECOVER(0x10B, Form.BOOLEAN),
  DERIVE(0x10C, Form.BOOLEAN),
  MODULUS(0x120, Form.BYTES),
  MODULUS_BITS(0x121, Form.NUMBER),
  PUBLIC_EXPONENT(0x122, Form.BYTES),
  PUBLIC_KEY_INFO(0x129, Form.BYTES),
  VALUE_LEN(0x161, Form.NUMBER),
  EXTRACTABLE(0x162, Form.BOOLEAN),
  LOCAL(0x163, Form.BOOLEAN),
  NEVER_EXTRACTABLE(0x164, Form.BOOLEAN),
  ALWAYS_SENSITIVE(0x165, Form.BOOLEAN),
  KEY_GEN_MECHANISM(0x166, Form.NUMBER),
  MODIFIABLE(0x170, Form.BOOLEAN),
  COPYABLE(0x171, Form.BOOLEAN),
  DESTROYABLE(0x172, Form.BOOLEAN),
  EC_PARAMS(0x180, Form.BYTES),
  EC_POINT(0x181, Form.BYTES),
  ALWAYS_AUTHENTICATE(0x202, Form.BOOLEAN),
  WRAP_WITH_TRUSTED(0x210, Form.BOOLEAN);

  /** How the value's bytes are to be read. */
  public enum Form {
    BOOLEAN,
    NUMBER,
    TEXT,
    BYTES
  }

  private final long code;
  private final Form form;

  AttributeType(long code, Form form) {
    this.code = code;
    this.form = form;
  }

  public long code() {
    return code;
  }

  public Form form() {
    return form;
  }
}
