package io.sealbridge.integration.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback address. Taken below the range from which the kernel draws the ports
 * of outgoing connections, so that no client of a test beside this one grabs a port between our
 * look and the child's start. Of that range each of the processes that Maven runs tests in has a
 * part of its own, because several of them look at the same time.
 */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int PARTS = 6;
  private static final int SIZE = (HIGHEST - LOWEST) / PARTS;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  public static int free() {
    int first = LOWEST + Integer.getInteger("seal-bridge.fork", 0) % PARTS * SIZE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(first, first + SIZE);
      if (isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("no free port between " + first + " and " + (first + SIZE));
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
