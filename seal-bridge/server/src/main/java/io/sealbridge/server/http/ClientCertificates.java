package io.sealbridge.server.http;

import io.sealbridge.server.identity.Authenticator;
import io.sealbridge.server.identity.Credential;
import io.sealbridge.server.tls.ClientTrust;
import io.vertx.core.http.HttpConnection;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Says who a connection is by its certificate, by the files as they are now. Thread-safe. */
public final class ClientCertificates {

  private final Authenticator authenticator;
  private final Clock clock;
  private volatile Optional<ClientTrust> trust = Optional.empty();

  public ClientCertificates(Authenticator authenticator, Clock clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** What counts from now on, for connections that are looked at from now on. */
  public void use(Optional<ClientTrust> current) {
    trust = current;
  }

  Credential of(HttpConnection connection) {
    SSLSession session = connection.sslSession();
    Optional<ClientTrust> current = trust;
    if (session == null || current.isEmpty()) {
      return new Credential.None();
    }
    try {
      List<X509Certificate> shown =
          Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
      return authenticator.certificate(current.get().judge(shown, clock.instant()));
    } catch (SSLPeerUnverifiedException _) {
      return new Credential.None();
    }
  }
}
