package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.keyring.KeyName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address that clients connect to. Plain HTTP is for loopback addresses and Unix sockets. */
public record ListenerConfiguration(
    @Setting("Name for logs and metrics.") String name,
    @Setting(
            "host:port, [ipv6]:port or unix:///absolute/path. The folder of a socket must have mode"
                + " 0700.")
        Address address,
    @Setting(
            value = "Path of the Transit API behind /v1/; may have several segments.",
            byDefault = "transit")
        String mount,
    @Setting("Binds the listener to one key: every other key is refused here.")
        Optional<KeyName> key,
    @Setting("TLS. Without it the address must be a loopback address or a Unix socket.")
        Optional<TlsConfiguration> tls,
    @Setting("Unix socket only, required there: the one identity of whoever connects.")
        Optional<String> identity,
    @Setting("Unix socket only, required there: the user ids that may connect.")
        List<Integer> peerUids) {

  private static final Pattern MOUNT =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");

  public ListenerConfiguration {
    peerUids = List.copyOf(peerUids);
    mount = mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    if (!MOUNT.matcher(mount).matches()) {
      throw new IllegalArgumentException(
          "mount must be segments of letters, digits, \"_\", \".\" and \"-\" with \"/\" between,"
              + " was "
              + mount);
    }
    if (mount.equals("sys") || mount.startsWith("sys/") || mount.startsWith("auth/")) {
      throw new IllegalArgumentException("mount must not be under sys or auth, was " + mount);
    }
    if (key.isPresent() && key.get().isReserved()) {
      throw new IllegalArgumentException(
          "key must not begin with \"" + KeyName.RESERVED + "\", was " + key.get());
    }
    switch (address) {
      case Address.Unix _ -> checkUnix(tls, identity, peerUids);
      case Address.Tcp tcp -> checkTcp(tcp, tls, identity, peerUids);
    }
  }

  private static void checkUnix(
      Optional<TlsConfiguration> tls, Optional<String> identity, List<Integer> peerUids) {
    if (tls.isPresent()) {
      throw new IllegalArgumentException("tls must be left out for a Unix socket");
    }
    if (identity.isEmpty()) {
      throw new IllegalArgumentException("identity must be given for a Unix socket");
    }
    if (peerUids.isEmpty()) {
      throw new IllegalArgumentException(
          "peerUids must name the user ids that may connect to a Unix socket");
    }
  }

  private static void checkTcp(
      Address.Tcp address,
      Optional<TlsConfiguration> tls,
      Optional<String> identity,
      List<Integer> peerUids) {
    if (identity.isPresent() || !peerUids.isEmpty()) {
      throw new IllegalArgumentException("identity and peerUids are for Unix sockets only");
    }
    if (tls.isEmpty() && !address.isLocal()) {
      throw new IllegalArgumentException(
          "tls must be given: keys are served without TLS on 127.0.0.0/8, [::1] and Unix sockets"
              + " only, address was "
              + address);
    }
  }
}
