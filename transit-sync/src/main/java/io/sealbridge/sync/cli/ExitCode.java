package io.sealbridge.sync.cli;

/** How a command ends. Documented and stable. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** The command line or the file is wrong: trying again is vain. */
  static final int USAGE = 2;

  /** {@code status}: some cluster is not on the newest version, or nobody can say. */
  static final int DIFFERENCES = 3;

  private ExitCode() {}
}
