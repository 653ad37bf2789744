package io.sealbridge.k8sauth.network.evaluator;

import java.util.Locale;

/** A direction, as seen from the pod that a policy chooses. */
enum Way {
  INGRESS,
  EGRESS;

  /** As in {@code policyTypes}. */
  String type() {
    return name().charAt(0) + field().substring(1);
  }

  /** The field of the rules. */
  String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The side of {@code packet} that is chosen. */
  Endpoint subject(Packet packet) {
    return switch (this) {
      case INGRESS -> packet.destination();
      case EGRESS -> packet.source();
    };
  }

  /** The other side. */
  Endpoint peer(Packet packet) {
    return switch (this) {
      case INGRESS -> packet.source();
      case EGRESS -> packet.destination();
    };
  }
}
