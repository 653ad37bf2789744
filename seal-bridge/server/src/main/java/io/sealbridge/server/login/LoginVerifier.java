package io.sealbridge.server.login;

import io.sealbridge.server.config.LoginRoleConfiguration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Finds out whether whoever sent a JWT may have a role. Safe for use by many threads. */
interface LoginVerifier {

  /**
   * What was proven.
   *
   * @param via names the proof in the token and in the key-use log
   * @param metadata what Vault's answer tells beside the role
   */
  record Proof(String via, Map<String, String> metadata) {
    public Proof {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * The stage fails with {@link LoginRefusedException} or {@link LoginUnavailableException}; the
   * first may be thrown too.
   */
  CompletionStage<Proof> verify(String jwt, LoginRoleConfiguration role);

  /** Called every few seconds on a thread that may block. */
  void lookAfter();
}
