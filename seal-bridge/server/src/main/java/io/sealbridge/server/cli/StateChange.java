package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.reaction.Wanted;
import java.util.concurrent.atomic.AtomicReference;

/** A change of a key's state that counts only when every replica acts by it. */
final class StateChange {
  /** Changes or reads the state on the HSMs. */
  @FunctionalInterface
  interface Step {
    Made run(KeyAdministration keys, Patience patience);
  }

  /**
   * What came of a step.
   *
   * @param notice lines to print with the state
   */
  record Made(KeyState state, String notice) {}

  private final KeyWork work;
  private final BridgeConfiguration configuration;
  private final Settlement settlement;

  StateChange(KeyWork work, BridgeConfiguration configuration, ReplicaOptions replicas) {
    this.work = work;
    this.configuration = configuration;
    this.settlement =
        new Settlement(
            work.spec(), work.common(), configuration, replicas, work.surroundings().watched());
  }

  /** Makes it where the writer runs, and asks when the HSMs have been left. */
  int make(Step step) {
    AtomicReference<Made> made = new AtomicReference<>();
    work.change(configuration, (keys, patience) -> made.set(step.run(keys, patience)));
    return settle(made.get());
  }

  /** Only asks whether the replicas act by the state on the HSMs. */
  int confirm(Step step) {
    AtomicReference<Made> read = new AtomicReference<>();
    work.look(configuration, (keys, patience) -> read.set(step.run(keys, patience)));
    return settle(read.get());
  }

  private int settle(Made made) {
    KeyState state = made.state();
    return settlement.settle(
        KeyText.standing(state) + made.notice(),
        json -> KeyJson.state(json, state),
        new Wanted.KeyStands(state),
        "seal-bridge keys confirm " + state.name());
  }
}
