package io.sealbridge.audit.hsmlog;

/** What a record of an HSM's own log tells of. */
public enum HsmAct {
  /** A key opened something: a decrypt or an unwrap. */
  OPEN("open"),
  /** A key signed. */
  SIGN("sign"),
  /** A program began to use the HSM, or the HSM started. */
  START("start"),
  /** Anything else. */
  OTHER("other");

  private final String label;

  HsmAct(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
