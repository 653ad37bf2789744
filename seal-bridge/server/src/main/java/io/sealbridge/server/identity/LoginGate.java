package io.sealbridge.server.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many logins are let in, from one address and in all. A login is not authenticated and costs
 * work, so it has places of its own: strangers who knock here take none from those who unseal. Safe
 * for use by many threads.
 */
public final class LoginGate {

  private static final int BURST_SECONDS = 5;
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_OF_PEER_AT_ONCE = 16;
  private static final int MOST_PEERS = 4096;
  private static final long SECOND = 1_000_000_000L;

  /** A token bucket, and the logins in work. */
  private static final class Account {
    private final long nanosPerLogin;
    private long fullAt;
    private int inWork;

    Account(int rate, long now) {
      nanosPerLogin = SECOND / rate;
      fullAt = now;
    }

    boolean hasRoom(long now, int most) {
      long from = Math.max(0, fullAt - now);
      return inWork < most && from + nanosPerLogin <= BURST_SECONDS * SECOND;
    }

    void take(long now) {
      fullAt = now + Math.max(0, fullAt - now) + nanosPerLogin;
      inWork++;
    }

    boolean isIdle(long now) {
      return inWork == 0 && fullAt - now <= 0;
    }
  }

  private final int rateOfPeer;
  private final LongSupplier nanoTime;
  private final Account all;
  private final Map<String, Account> peers = new HashMap<>();

  /**
   * @param rate logins a second in the long run
   * @param rateOfPeer the same from one address
   */
  public LoginGate(int rate, int rateOfPeer, LongSupplier nanoTime) {
    this.rateOfPeer = rateOfPeer;
    this.nanoTime = nanoTime;
    this.all = new Account(rate, nanoTime.getAsLong());
  }

  /** Takes a place; whoever got one gives it back by {@link #leave}, with the same peer. */
  public synchronized boolean enter(String peer) {
    long now = nanoTime.getAsLong();
    String address = address(peer);
    Account account = peers.get(address);
    if (account == null) {
      forgetIdle(now);
      if (peers.size() >= MOST_PEERS) {
        return false;
      }
      account = new Account(rateOfPeer, now);
    }
    if (!account.hasRoom(now, MOST_OF_PEER_AT_ONCE) || !all.hasRoom(now, MOST_AT_ONCE)) {
      return false;
    }
    peers.put(address, account);
    account.take(now);
    all.take(now);
    return true;
  }

  public synchronized void leave(String peer) {
    all.inWork--;
    Account account = peers.get(address(peer));
    if (account != null) {
      account.inWork--;
    }
  }

  private void forgetIdle(long now) {
    if (peers.size() >= MOST_PEERS) {
      peers.values().removeIf(account -> account.isIdle(now));
    }
  }

  /** Without the port; of IPv6 the first half, which is what one customer has at least. */
  private static String address(String peer) {
    if (peer.startsWith("uid:")) {
      return peer;
    }
    int port = peer.lastIndexOf(':');
    String host = port < 0 ? peer : peer.substring(0, port);
    if (host.indexOf(':') < 0) {
      return host;
    }
    String[] groups = host.replace("[", "").replace("]", "").split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < Math.min(4, groups.length); i++) {
      network.append(groups[i]).append(':');
    }
    return network.toString();
  }
}
