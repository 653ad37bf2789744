package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Takes syslog messages over TLS, each behind its length in bytes (RFC 5425). */
public final class SyslogReceiver implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  public SyslogReceiver(SSLContext tls) {
    try {
      server =
          tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon(true).name("syslog").start(this::serve);
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        read(socket.getInputStream());
      } catch (IOException _) {
        // The next one.
      }
    }
  }

  private void read(InputStream in) throws IOException {
    StringBuilder length = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == ' ') {
        byte[] message = in.readNBytes(Integer.parseInt(length.toString()));
        messages.add(new String(message, StandardCharsets.UTF_8));
        length.setLength(0);
      } else {
        length.append((char) c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
