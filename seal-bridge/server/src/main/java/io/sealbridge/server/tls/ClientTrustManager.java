package io.sealbridge.server.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Ends a handshake with a certificate of no bundle, a revoked one, or one of which nobody can say
 * whether it is. Which names count is decided afterwards.
 */
final class ClientTrustManager extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager platform;
  private final ClientTrust trust;
  private final Clock clock;

  private ClientTrustManager(X509ExtendedTrustManager platform, ClientTrust trust, Clock clock) {
    this.platform = platform;
    this.trust = trust;
    this.clock = clock;
  }

  static ClientTrustManager of(ClientTrust trust, Clock clock) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      List<X509Certificate> authorities = trust.authorities();
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager platform) {
          return new ClientTrustManager(platform, trust, clock);
        }
      }
      throw new IllegalStateException("the platform has no X.509 trust manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the platform cannot hold certificates in memory", e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    switch (trust.judge(Arrays.asList(chain), clock.instant())) {
      case ClientCertificate.Proven _ -> {}
      case ClientCertificate.Untrusted _ ->
          throw new CertificateException("no trust bundle has an authority of this certificate");
      case ClientCertificate.Revoked _ ->
          throw new CertificateException("this certificate is revoked");
      case ClientCertificate.Unknown _ ->
          throw new CertificateException("the list of revoked certificates is too old");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    platform.checkClientTrusted(chain, authType);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    platform.checkClientTrusted(chain, authType, socket);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    platform.checkClientTrusted(chain, authType, engine);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("these authorities are for clients only");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("these authorities are for clients only");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("these authorities are for clients only");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return platform.getAcceptedIssuers();
  }
}
