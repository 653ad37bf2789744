package io.sealbridge.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS towards servers that the bridge itself calls. */
public final class TrustedServers {

  private TrustedServers() {}

  /** A context that trusts the authorities in a PEM file, and no others. Blocks. */
  public static SSLContext of(Path ca) throws TlsFilesException {
    try {
      List<X509Certificate> authorities = Pem.certificates(ca, Files.readAllBytes(ca));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new TlsFilesException(ca + " cannot be read: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new TlsFilesException(ca + " cannot be used: " + e.getMessage(), e);
    }
  }
}
