package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What one HSM answered when it was asked for the states. */
sealed interface Reading {
  String hsm();

  record Read(String hsm, List<KeyState> states) implements Reading {
    public Read {
      states = List.copyOf(states);
    }
  }

  record Unread(String hsm, HsmFault fault) implements Reading {}

  /** Never fails. */
  static CompletionStage<Reading> of(HsmToken token) {
    return token
        .readStates()
        .<Reading>thenApply(states -> new Read(token.name(), states))
        .exceptionally(
            failure ->
                new Unread(
                    token.name(),
                    HsmException.faultOf(failure)
                        .orElseGet(() -> new HsmFault.Gone("the adapter failed: " + failure))));
  }
}
