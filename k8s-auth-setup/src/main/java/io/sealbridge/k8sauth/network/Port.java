package io.sealbridge.k8sauth.network;

import java.util.List;

/** A port of the pod or host that answers, never that of a Service. */
record Port(String protocol, int number) {

  static Port tcp(int number) {
    return new Port("TCP", number);
  }

  /** As name servers are asked: what does not fit into a datagram is asked for again over TCP. */
  static List<Port> dns(int number) {
    return List.of(new Port("UDP", number), tcp(number));
  }
}
