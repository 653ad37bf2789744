package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.SyslogAnchorConfiguration;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TrustedServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A receiver of syslog over TLS. Each checkpoint gets a connection of its own, on new TLS files if
 * there are. Syslog acknowledges nothing: what is known is that the receiver's side of TLS ended
 * the connection in order, or took the message and kept it open.
 */
final class SyslogAnchor implements Anchor {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final String name;
  private final SyslogAnchorConfiguration configuration;
  private final Address.Tcp address;
  private final String host;
  private final Clock clock;

  SyslogAnchor(String name, SyslogAnchorConfiguration configuration, String host, Clock clock) {
    this.name = name;
    this.configuration = configuration;
    this.address = (Address.Tcp) configuration.address();
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  /** Reads the TLS files, so that a wrong one keeps the service from starting. */
  void check() throws TlsFilesException {
    var _ = context();
  }

  @Override
  public AnchorAnswer send(SignedNote note) throws AnchorException {
    talk(
        Optional.of(
            new SyslogMessage(clock.instant(), host, LogComparison.checkpoint(note), note)
                .frame()));
    return new AnchorAnswer.Taken(Optional.empty());
  }

  /** It only takes: a connection is made, and nothing is sent. */
  @Override
  public Optional<Checkpoint> accepted() throws AnchorException {
    talk(Optional.empty());
    return Optional.empty();
  }

  private void talk(Optional<byte[]> frame) throws AnchorException {
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(address.host(), address.port()), (int) CONNECT.toMillis());
      plain.setSoTimeout((int) CONNECT.toMillis());
      try (SSLSocket socket =
          (SSLSocket)
              context()
                  .getSocketFactory()
                  .createSocket(plain, address.host(), address.port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (frame.isPresent()) {
          socket.getOutputStream().write(frame.get());
          socket.shutdownOutput();
          awaitEnd(socket);
        }
      }
    } catch (IOException e) {
      throw new AnchorException("syslog receiver " + address + ": " + e.getMessage(), e);
    } catch (TlsFilesException e) {
      throw new AnchorException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void awaitEnd(SSLSocket socket) throws IOException {
    socket.setSoTimeout((int) FAREWELL.toMillis());
    try {
      var _ = socket.getInputStream().readNBytes(1);
    } catch (SocketTimeoutException _) {
      // It keeps the connection open, as it may.
    }
  }

  private SSLContext context() throws TlsFilesException {
    if (configuration.certificate().isPresent()) {
      return TrustedServers.of(
          configuration.ca(), configuration.certificate().get(), configuration.key().orElseThrow());
    }
    return configuration.ca().isPresent()
        ? TrustedServers.of(configuration.ca().get())
        : platform();
  }

  private static SSLContext platform() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It only takes. */
  @Override
  public Optional<AnchorAnswer.Conflict> conflict() {
    return Optional.empty();
  }
}
