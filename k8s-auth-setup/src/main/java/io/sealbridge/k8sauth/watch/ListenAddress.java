package io.sealbridge.k8sauth.watch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where metrics are served. */
public final class ListenAddress {
  private static final Pattern SHAPE =
      Pattern.compile("(?:([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]):)?([0-9]{1,5})");

  private ListenAddress() {}

  /**
   * A port of the loopback address, or an address with a port.
   *
   * @throws IllegalArgumentException if there is no such port or address
   */
  public static InetSocketAddress parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a port or an address and a port, such as 9469 or 10.0.0.7:9469, was " + text);
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the port must be 1 to 65535, was " + port);
    }
    String host = matcher.group(1);
    InetSocketAddress address =
        host == null
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
            : new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("the host " + host + " is not known here");
    }
    return address;
  }
}
