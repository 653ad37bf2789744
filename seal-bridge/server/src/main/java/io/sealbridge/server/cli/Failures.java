package io.sealbridge.server.cli;

import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.server.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** The one place where an exception becomes a sentence and an exit code. */
final class Failures {
  private Failures() {}

  static int code(Exception failure) {
    return switch (failure) {
      case UsageException _, ConfigurationException _, StartException _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }

  static String sentence(Exception failure) {
    return switch (failure) {
      case KeyringException keyring ->
          keyring.error().text() + keyring.error().seen().map(seen -> " (" + seen + ")").orElse("");
      case HsmException hsm -> "the HSM cannot be used: " + hsm.fault().seen();
      case UsageException _,
          CommandException _,
          MalformedLogException _,
          ConfigurationException _,
          StartException _,
          KeyUseLogException _ ->
          String.valueOf(failure.getMessage());
      case UncheckedIOException io -> io.getMessage() + " (" + io.getCause() + ")";
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case IOException io -> io.toString();
      default -> "internal error: " + failure + "; run it again with --debug and report it";
    };
  }
}
