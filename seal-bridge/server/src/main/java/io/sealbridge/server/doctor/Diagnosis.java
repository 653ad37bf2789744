package io.sealbridge.server.doctor;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at; stable
 * @param detail what was seen
 * @param action what to do; empty if nothing is to be done
 */
public record Diagnosis(String check, Status status, String detail, String action) {
  /** How it is. */
  public enum Status {
    OK,
    /** It works; somebody should look at it. */
    WARN,
    /** It does not work, or is not safe. */
    FAIL
  }

  static Diagnosis ok(String check, String detail) {
    return new Diagnosis(check, Status.OK, detail, "");
  }

  static Diagnosis warn(String check, String detail, String action) {
    return new Diagnosis(check, Status.WARN, detail, action);
  }

  static Diagnosis fail(String check, String detail, String action) {
    return new Diagnosis(check, Status.FAIL, detail, action);
  }
}
