package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback address. Taken below the range from which the kernel draws the ports
 * of outgoing connections, so that no client of a test beside this one grabs a port between our
 * look and the child's start. A port is given to one test process at a time, and there once: its
 * file is locked until the process ends, because what a port is for may not listen yet, or may be
 * stopped for a while.
 */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;
  private static final Path LOCKS =
      Path.of(System.getProperty("java.io.tmpdir"), "seal-bridge-test-ports");

  /** The locks, which end with the process. */
  private static final List<FileChannel> TAKEN = new ArrayList<>();

  private Ports() {}

  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isTaken(port) && isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("no free port between " + LOWEST + " and " + HIGHEST);
  }

  /** Whether this process has it now, and neither had it before nor another one has. */
  private static synchronized boolean isTaken(int port) {
    try {
      Files.createDirectories(LOCKS);
      FileChannel channel =
          FileChannel.open(
              LOCKS.resolve(Integer.toString(port)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        TAKEN.add(channel);
        return true;
      }
      channel.close();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
