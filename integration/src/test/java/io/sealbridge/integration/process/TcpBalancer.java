package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address in front of several servers on this machine, as a service of Kubernetes or a load
 * balancer is: each connection goes to the next server that accepts one. Knows nothing of TLS.
 */
public final class TcpBalancer implements AutoCloseable {
  private final List<Integer> servers;
  private final ServerSocket listener;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public TcpBalancer(List<Integer> serverPorts) {
    this(Ports.free(), serverPorts);
  }

  /** Listens on {@code port}. */
  public TcpBalancer(int port, List<Integer> serverPorts) {
    this.servers = List.copyOf(serverPorts);
    try {
      listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> connect(client));
      } catch (IOException _) {
        // Closed: the loop ends.
      }
    }
  }

  private void connect(Socket client) {
    int first = next.getAndIncrement();
    for (int i = 0; i < servers.size(); i++) {
      int port = servers.get(Math.floorMod(first + i, servers.size()));
      try {
        join(client, new Socket(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException _) {
        // This one is down: the next.
      }
    }
    close(client);
  }

  private void join(Socket client, Socket server) {
    open.add(client);
    open.add(server);
    threads.execute(() -> copy(client, server));
    threads.execute(() -> copy(server, client));
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // Either side is gone, so is the connection.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(this::close);
    threads.close();
  }
}
