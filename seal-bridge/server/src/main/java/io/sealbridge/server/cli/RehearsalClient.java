package io.sealbridge.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The least client that can talk to the bridge of a rehearsal, in the same process.
 *
 * @param trusted the bridge's own certificate; empty for plain HTTP
 */
record RehearsalClient(int port, Optional<Path> trusted, String token) {

  String get(String path) throws IOException {
    return exchange("GET", path, "");
  }

  String put(String path, String body) throws IOException {
    return exchange("PUT", path, body);
  }

  private String exchange(String method, String path, String body) throws IOException {
    try (Socket socket = connect()) {
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nX-Vault-Token: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(method, path, token, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Socket connect() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (trusted.isEmpty()) {
      return new Socket(loopback, port);
    }
    try {
      return trusting(trusted.get()).getSocketFactory().createSocket(loopback, port);
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS to the bridge of the rehearsal", e);
    }
  }

  private static SSLContext trusting(Path certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "bridge", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
