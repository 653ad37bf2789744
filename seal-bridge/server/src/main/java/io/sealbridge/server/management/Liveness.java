package io.sealbridge.server.management;

import io.sealbridge.hsm.ConnectedToken;
import java.util.List;
import java.util.Map;

/**
 * Whether a new process would help: only when every HSM thread is stuck in a call that never
 * returned. An HSM that is away is no reason to end the process.
 */
public final class Liveness {

  private final List<ConnectedToken> tokens;
  private final Map<String, Integer> sessions;

  /** {@code sessions} are the threads of each HSM by its name. */
  public Liveness(List<ConnectedToken> tokens, Map<String, Integer> sessions) {
    this.tokens = List.copyOf(tokens);
    this.sessions = Map.copyOf(sessions);
  }

  public boolean isAlive() {
    return tokens.stream()
        .anyMatch(
            token ->
                token.meters().lostThreads()
                    < sessions.getOrDefault(token.name(), Integer.MAX_VALUE));
  }
}
