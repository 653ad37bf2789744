package io.sealbridge.sync.status;

import io.sealbridge.vault.NodeState;
import java.net.URI;

/** One node of a cluster. */
public sealed interface NodeStatus {
  URI address();

  /** It answered. */
  record Reached(URI address, NodeState state) implements NodeStatus {}

  /** It did not. */
  record Unreached(URI address, String why) implements NodeStatus {}

  /** One word for a person. */
  default String role() {
    return switch (this) {
      case Unreached _ -> "unreachable";
      case Reached reached when !reached.state().initialised() -> "uninitialised";
      case Reached reached when reached.state().sealed() -> "sealed";
      case Reached reached when reached.state().active() -> "active";
      case Reached _ -> "standby";
    };
  }

  /** Whether it is unsealed and serves. */
  default boolean isActive() {
    return role().equals("active");
  }
}
