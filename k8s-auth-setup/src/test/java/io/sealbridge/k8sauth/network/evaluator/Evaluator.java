package io.sealbridge.k8sauth.network.evaluator;

/** A network plugin. */
public interface Evaluator {

  /** Whether the side that asks may. */
  boolean sends(Packet packet);

  /** Whether the side that answers may. */
  boolean receives(Packet packet);

  /** Both sides; a pod reaches itself whatever policies say. */
  default boolean allows(Packet packet) {
    return packet.source().equals(packet.destination()) || (sends(packet) && receives(packet));
  }
}
