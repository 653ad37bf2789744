package io.sealbridge.server.cli;

/** How a command ends. Documented and stable. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;

  /** The command line, the configuration or a file that it names is wrong: trying again is vain. */
  static final int USAGE = 2;

  /** {@code access explain} only: what was asked about is refused. */
  static final int DENIED = 3;

  /** {@code audit} only: something is wrong with a log, or an entry could not be translated. */
  static final int FINDINGS = 3;

  /** {@code serve} only: no HSM came back, and only a new process may reach one again. */
  static final int HSM_LOST = 4;

  private ExitCode() {}
}
