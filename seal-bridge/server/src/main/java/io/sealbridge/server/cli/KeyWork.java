package io.sealbridge.server.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.server.config.BridgeConfiguration;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands for keys share: from the configuration to a printed result. */
record KeyWork(CommandSpec spec, CommonOptions common, Surroundings surroundings) {

  /** Does the work of one command. */
  @FunctionalInterface
  interface Steps {
    void run(KeyAdministration keys, BridgeConfiguration configuration, Patience patience);
  }

  /** Work for which the configuration has been read. */
  @FunctionalInterface
  interface Step {
    void run(KeyAdministration keys, Patience patience);
  }

  /** Reads it. */
  BridgeConfiguration configuration() {
    return common.read().configuration();
  }

  /** For commands that only look. */
  int look(Steps steps) {
    return run(configuration(), steps);
  }

  int look(BridgeConfiguration configuration, Step step) {
    return run(configuration, (keys, read, patience) -> step.run(keys, patience));
  }

  /** For commands that change keys: they run where the writer runs. */
  int change(Steps steps) {
    BridgeConfiguration configuration = configuration();
    requireWriter(configuration);
    return run(configuration, steps);
  }

  int change(BridgeConfiguration configuration, Step step) {
    requireWriter(configuration);
    return look(configuration, step);
  }

  private static void requireWriter(BridgeConfiguration configuration) {
    if (!configuration.isWriter()) {
      throw new KeyringException(
          new KeyringError.NotWriter(configuration.node(), configuration.writerName()));
    }
  }

  private int run(BridgeConfiguration configuration, Steps steps) {
    Patience patience = new Patience(spec.commandLine().getErr(), surroundings.watched());
    try (Marks marks = Marks.open(configuration.dataDirectory());
        Administration administration =
            new Administration(configuration, marks.serials(), surroundings)) {
      steps.run(administration.keys(), configuration, patience);
    }
    return ExitCode.DONE;
  }

  Printer printer() {
    return new Printer(spec.commandLine().getOut(), common.output);
  }

  /** Who asks for a change, as it is recorded. */
  String actor() {
    return "command line: " + surroundings.user();
  }
}
