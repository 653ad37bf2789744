package io.sealbridge.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A connection that sends whatever bytes a test likes. */
final class RawConnection implements AutoCloseable {

  private static final String LENGTH = "content-length: ";
  private static final int PATIENCE_MILLIS = 20_000;

  private interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  private final AutoCloseable closeable;
  private final Sink out;
  private final InputStream in;

  private RawConnection(AutoCloseable closeable, Sink out, InputStream in) {
    this.closeable = closeable;
    this.out = out;
    this.in = in;
  }

  static RawConnection tcp(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new RawConnection(
          socket, bytes -> socket.getOutputStream().write(bytes), socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawConnection unix(Path path) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path));
      return new RawConnection(
          channel,
          bytes -> channel.write(ByteBuffer.wrap(bytes)),
          Channels.newInputStream(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) {
    try {
      out.write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a PUT with a body of JSON and keeps the connection. */
  RawConnection put(String path, String token, String json) {
    String header = token.isEmpty() ? "" : "X-Vault-Token: " + token + "\r\n";
    return send(
        "PUT %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(path, header, json.length(), json));
  }

  /** The head of one answer. */
  String head() {
    try {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      return head.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One answer: head and body, as text. */
  String answer() {
    String head = head();
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      return head;
    }
    int length = Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf("\r\n", at)));
    try {
      return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the peer has closed, waiting for it. */
  boolean isClosedByPeer() {
    try {
      return in.read() < 0;
    } catch (IOException _) {
      return true;
    }
  }

  void shutdownOutput() {
    try {
      ((Socket) closeable).shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
