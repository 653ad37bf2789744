package io.sealbridge.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Given CAs, as the only ones that are trusted. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * @throws IllegalArgumentException if the file cannot be read or has no certificate
   */
  static SSLContext context(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return context(in);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the CA file %s was not read: %s. It has to hold certificates in PEM.".formatted(file, e),
          e);
    }
  }

  /**
   * Those of a text in PEM.
   *
   * @throws IllegalArgumentException if it has no certificate
   */
  public static SSLContext ofPem(String pem) {
    try {
      return context(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no certificates in PEM: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(InputStream in) throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(in));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(InputStream in) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
      store.setCertificateEntry("ca-" + count++, certificate);
    }
    if (count == 0) {
      throw new IOException("it has no certificate");
    }
    return store;
  }
}
