package io.sealbridge.server.config;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a listener listens. */
public sealed interface Address {

  /**
   * Reads {@code host:port}, {@code [ipv6]:port} or {@code unix:///absolute/path}. Port 0 lets the
   * system choose.
   */
  static Address parse(String text) {
    if (text.startsWith("unix://")) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    Matcher matcher = Tcp.SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be host:port, [ipv6]:port or unix:///path, was " + text);
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new Tcp(host, Integer.parseInt(matcher.group(3)));
  }

  /** Whether only processes of this machine can reach it. */
  boolean isLocal();

  record Tcp(String host, int port) implements Address {

    private static final Pattern SHAPE =
        Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:/\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}|::1");

    public Tcp {
      if (port > 65_535) {
        throw new IllegalArgumentException("port must be between 0 and 65535, was " + port);
      }
    }

    /**
     * Where a listener on it is reached from its own machine: one on every address, on loopback.
     */
    public Tcp toReach() {
      return switch (host) {
        case "0.0.0.0" -> new Tcp("127.0.0.1", port);
        case "::" -> new Tcp("::1", port);
        case String _ -> this;
      };
    }

    /** True for literal loopback addresses only: a name, even localhost, may resolve elsewhere. */
    @Override
    public boolean isLocal() {
      return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  record Unix(Path path) implements Address {

    /** sun_path is 108 bytes with its terminator. */
    private static final int LONGEST = 107;

    public Unix {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("must be unix:// and an absolute path, was " + path);
      }
      if (path.toString().length() > LONGEST) {
        throw new IllegalArgumentException(
            "must name a socket path of at most " + LONGEST + " characters, was " + path);
      }
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }
}
