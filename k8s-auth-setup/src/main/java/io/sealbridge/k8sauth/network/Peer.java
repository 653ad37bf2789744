package io.sealbridge.k8sauth.network;

import java.util.List;

/** The other side of a connection. */
sealed interface Peer {

  /** Chosen pods. */
  record Chosen(Pods pods) implements Peer {}

  /** Hosts outside the pods' network. */
  record Hosts(List<String> networks) implements Peer {
    public Hosts {
      networks = List.copyOf(networks);
    }
  }
}
