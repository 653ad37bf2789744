package io.sealbridge.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS towards servers that the bridge itself calls. */
public final class TrustedServers {

  private TrustedServers() {}

  /** A context that trusts the authorities in a PEM file, and no others. Blocks. */
  public static SSLContext of(Path ca) throws TlsFilesException {
    return context(new KeyManager[0], trust(ca));
  }

  /**
   * One that shows a certificate of its own too.
   *
   * @param ca authorities in a PEM file; those of the platform if empty
   * @param certificate the chain, PEM
   * @param key its key, PKCS#8 PEM
   */
  public static SSLContext of(Optional<Path> ca, Path certificate, Path key)
      throws TlsFilesException {
    TrustManager[] trust = ca.isPresent() ? trust(ca.get()) : null;
    List<X509Certificate> chain = Pem.certificates(certificate, TlsMaterial.bytes(certificate));
    PrivateKey own =
        Pem.privateKey(key, TlsMaterial.bytes(key), chain.getFirst().getPublicKey().getAlgorithm());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", own, new char[0], chain.toArray(Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      return context(keys.getKeyManagers(), trust);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFilesException(key + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(KeyManager[] own, TrustManager @Nullable [] trust)
      throws TlsFilesException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TlsFilesException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Path ca) throws TlsFilesException {
    try {
      List<X509Certificate> authorities = Pem.certificates(ca, Files.readAllBytes(ca));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      return trust.getTrustManagers();
    } catch (IOException e) {
      throw new TlsFilesException(ca + " cannot be read: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new TlsFilesException(ca + " cannot be used: " + e.getMessage(), e);
    }
  }
}
