package io.sealbridge.server.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.administration.KeyChange;

/** Prints what a change has led to. */
final class ChangePrinter {
  private ChangePrinter() {}

  /** A new version with what the HSMs say of its keys. */
  static void print(Printer printer, KeyChange change) {
    printer.print(
        KeyText.standing(change.state()) + "\n" + KeyText.attested(change.keys()),
        json -> {
          KeyJson.state(json, change.state());
          KeyJson.attested(json, change.keys());
        });
  }

  static void print(Printer printer, KeyState state) {
    printer.print(KeyText.standing(state), json -> KeyJson.state(json, state));
  }
}
