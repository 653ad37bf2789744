package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that keep to the frames of HTTP/2 (RFC 9113) and not to its spirit. */
class Http2AbuseTest {

  private static final byte HEADERS = 1;
  private static final byte RST_STREAM = 3;
  private static final byte SETTINGS = 4;
  private static final byte GOAWAY = 7;
  private static final byte CONTINUATION = 9;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;
  private static final int CANCEL = 8;

  /** GET https x /, by HPACK's static table (RFC 7541, appendix A) and one literal authority. */
  private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, 1, 'x'};

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() {
    pki.server().write(folder, "tls");
    bridge =
        new TestBridge(folder)
            .listeners(
                """
                listeners:
                  - name: tls
                    address: 127.0.0.1:0
                    tls: { certificate: tls.crt, key: tls.key }
                """)
            .key("root")
            .startReady();
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void endsAConnectionThatResetsItsOwnStreamsWithoutEnd() throws IOException {
    endsAfter(
        number -> {
          int stream = 2 * number + 1;
          return join(
              frame(HEADERS, END_STREAM | END_HEADERS, stream, REQUEST),
              frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array()));
        });
  }

  @Test
  void endsAConnectionWhoseHeadersHaveNoEnd() throws IOException {
    endsAfter(
        number ->
            number == 0
                ? frame(HEADERS, END_STREAM, 1, REQUEST)
                : frame(CONTINUATION, 0, 1, new byte[] {0, 1, 'a', 1, 'b'}));
  }

  /** Sends 20,000 of these frames at most; the peer must have said GOAWAY or closed by then. */
  private void endsAfter(IntFunction<byte[]> frames) throws IOException {
    Thread sending;
    try (SSLSocket socket = connect()) {
      // A thread of its own, since the peer may stop reading before it is read.
      sending = Thread.ofPlatform().start(() -> send(socket, frames));
      assertThat(readsGoAwayOrEnd(socket)).isTrue();
    }
    join(sending);
    try (SSLSocket another = connect()) {
      another.getOutputStream().write(frame(HEADERS, END_STREAM | END_HEADERS, 1, REQUEST));
      assertThat(readsAnswer(another)).isTrue();
    }
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            pki.client()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), bridge.port("tls"));
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    OutputStream out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(frame(SETTINGS, 0, 0, new byte[0]));
    out.flush();
    return socket;
  }

  private static void send(SSLSocket socket, IntFunction<byte[]> frames) {
    try {
      OutputStream out = socket.getOutputStream();
      for (int number = 0; number < 20_000; number++) {
        out.write(frames.apply(number));
      }
    } catch (IOException _) {
      // the peer has closed, which is what it is asked to do
    }
  }

  private static boolean readsGoAwayOrEnd(SSLSocket socket) throws IOException {
    return reads(socket, GOAWAY, true);
  }

  private static boolean readsAnswer(SSLSocket socket) throws IOException {
    return reads(socket, HEADERS, false);
  }

  private static boolean reads(SSLSocket socket, byte wanted, boolean atEnd) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    try {
      for (; ; ) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte type = in.readByte();
        in.skipNBytes(1 + Integer.BYTES + (long) length);
        if (type == wanted) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("neither frame " + wanted + " nor an end", e);
    } catch (IOException _) {
      return atEnd;
    }
  }

  private static byte[] frame(byte type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put(type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
