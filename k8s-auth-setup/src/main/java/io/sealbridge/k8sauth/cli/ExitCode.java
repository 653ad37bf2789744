package io.sealbridge.k8sauth.cli;

/** How a command ends. Documented and stable. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** The command line or the description of access is wrong: trying again is vain. */
  static final int USAGE = 2;

  /**
   * {@code plan}, {@code watch}: not as the file says; {@code verify}: something is to be repaired.
   */
  static final int DIFFERENCES = 3;

  private ExitCode() {}
}
