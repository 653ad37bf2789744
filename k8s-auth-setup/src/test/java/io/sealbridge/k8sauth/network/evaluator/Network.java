package io.sealbridge.k8sauth.network.evaluator;

import java.math.BigInteger;
import java.net.InetAddress;

/** A range of addresses. */
final class Network {
  private final byte[] address;
  private final int length;

  private Network(byte[] address, int length) {
    this.address = address;
    this.length = length;
  }

  static Network parse(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    return new Network(
        address, parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]));
  }

  boolean contains(String text) {
    byte[] other = InetAddress.ofLiteral(text).getAddress();
    return other.length == address.length && front(other).equals(front(address));
  }

  private BigInteger front(byte[] bytes) {
    return new BigInteger(1, bytes).shiftRight(bytes.length * 8 - length);
  }
}
