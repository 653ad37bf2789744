package io.sealbridge.server.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * The user ids that may connect to a Unix socket. The kernel tells the peer's id (SO_PEERCRED); the
 * JDK wraps it in a principal whose equality is that of the id, so the allowed ids are turned into
 * principals too.
 */
final class PeerUser {

  private final Map<UserPrincipal, Integer> allowed = new HashMap<>();

  /**
   * @throws IOException if an id cannot be turned into a principal
   */
  PeerUser(List<Integer> uids) throws IOException {
    for (Integer uid : uids) {
      allowed.put(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(uid.toString()),
          uid);
    }
  }

  /** The peer's id if it is one of those allowed. */
  OptionalInt allowed(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    UnixDomainPrincipal peer =
        channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
    Integer uid = peer == null ? null : allowed.get(peer.user());
    return uid == null ? OptionalInt.empty() : OptionalInt.of(uid);
  }
}
