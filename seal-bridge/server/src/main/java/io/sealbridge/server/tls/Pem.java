package io.sealbridge.server.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads PEM files. */
final class Pem {

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private Pem() {}

  /** The certificates of a file, at least one, in its order. */
  static List<X509Certificate> certificates(Path file, byte[] pem) throws TlsFilesException {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new TlsFilesException(file + " holds no certificate");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new TlsFilesException(file + " is no PEM file of X.509 certificates", e);
    }
  }

  /** The private key of a file, of the algorithm of the certificate's key. */
  static PrivateKey privateKey(Path file, byte[] pem, String algorithm) throws TlsFilesException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new TlsFilesException(
          file
              + " holds no unencrypted PKCS#8 key (\""
              + KEY_BEGIN
              + "\"); convert it with: openssl pkcs8 -topk8 -nocrypt -in "
              + file);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new TlsFilesException(
          file + " holds no " + algorithm + " key, which the certificate needs", e);
    }
  }
}
