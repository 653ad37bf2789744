package io.sealbridge.hsm.cryptoki;

/** Who logs in. */
public enum UserType {
  SECURITY_OFFICER(0),
  USER(1);

  private final long code;

  UserType(long code) {
    this.code = code;
  }

  long code() {
    return code;
  }
}
