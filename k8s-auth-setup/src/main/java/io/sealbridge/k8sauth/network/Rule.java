package io.sealbridge.k8sauth.network;

import java.util.List;

/** Connections with any of the peers at any of the ports. */
record Rule(List<Peer> peers, List<Port> ports) {

  Rule {
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
    if (peers.isEmpty() || ports.isEmpty()) {
      // Policies read an empty list as everything.
      throw new IllegalArgumentException("a rule must have peers and ports");
    }
  }

  static Rule of(Peer peer, List<Port> ports) {
    return new Rule(List.of(peer), ports);
  }

  static Rule of(Peer peer, Port port) {
    return of(peer, List.of(port));
  }
}
