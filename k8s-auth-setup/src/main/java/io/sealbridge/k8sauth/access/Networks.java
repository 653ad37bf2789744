package io.sealbridge.k8sauth.access;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for addresses and ports. */
final class Networks {
  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  private Networks() {}

  static void requirePort(String property, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(property + " must be from 1 to 65535, was " + port);
    }
  }

  static List<Integer> requirePorts(String property, List<Integer> ports) {
    if (ports.isEmpty()) {
      throw new IllegalArgumentException(
          property + " must list at least one: none would allow every port");
    }
    ports.forEach(port -> requirePort(property, port));
    if (new HashSet<>(ports).size() < ports.size()) {
      throw new IllegalArgumentException(property + " lists a port twice");
    }
    return List.copyOf(ports);
  }

  /** Each is an address, a slash and a length, with no bit set behind that length. */
  static List<String> require(String property, List<String> networks) {
    for (String network : networks) {
      int slash = network.indexOf('/');
      String prefix = slash < 0 ? "" : network.substring(slash + 1);
      byte[] address = literal(slash < 0 ? network : network.substring(0, slash)).orElse(null);
      if (address == null
          || !PREFIX.matcher(prefix).matches()
          || Integer.parseInt(prefix) > address.length * 8) {
        throw new IllegalArgumentException(
            property + " must be networks such as 192.0.2.0/24 or 2001:db8::1/128, has " + network);
      }
      if (hasBitsBehind(address, Integer.parseInt(prefix))) {
        throw new IllegalArgumentException(
            property + " has " + network + ", whose address has bits set behind its length");
      }
    }
    Names.unique(property, "network", networks);
    return List.copyOf(networks);
  }

  static void requireAddress(String property, String address) {
    if (literal(address).isEmpty()) {
      throw new IllegalArgumentException(
          property + " must be addresses such as 169.254.20.10, without a length, has " + address);
    }
  }

  /** The network of this one address. */
  static String ofOne(String address) {
    return address + (address.contains(":") ? "/128" : "/32");
  }

  /** Asks no name server. */
  private static Optional<byte[]> literal(String text) {
    try {
      // What is short for an IPv4 address, such as 10.1, means different things to different tools.
      boolean whole = text.contains(":") || text.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}");
      return whole ? Optional.of(InetAddress.ofLiteral(text).getAddress()) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean hasBitsBehind(byte[] address, int length) {
    for (int bit = length; bit < address.length * 8; bit++) {
      if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        return true;
      }
    }
    return false;
  }
}
