package io.sealbridge.integration.vault;

import java.util.List;

/** What the server told once, at its initialisation. */
public record Initialised(String rootToken, List<String> recoveryKeys) {
  public Initialised {
    recoveryKeys = List.copyOf(recoveryKeys);
  }
}
