package io.sealbridge.k8sauth.network.evaluator;

/**
 * The first packet of a connection, as policies see it: its destination is no Service any more.
 *
 * @param protocol TCP, UDP or SCTP
 */
public record Packet(Endpoint source, Endpoint destination, String protocol, int port) {}
