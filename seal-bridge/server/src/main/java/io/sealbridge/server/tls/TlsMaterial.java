package io.sealbridge.server.tls;

import io.sealbridge.server.config.ClientAuthentication;
import io.sealbridge.server.config.TlsConfiguration;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The TLS files of one listener as they were read together: a certificate in force, the key that
 * belongs to it, the authorities of clients. Immutable.
 */
public final class TlsMaterial {

  private static final byte[] PROBE = {1, 2, 3, 4};

  private final TlsConfiguration configuration;
  private final Buffer certificate;
  private final Buffer key;
  private final Optional<ClientTrust> clientTrust;
  private final Instant notAfter;

  private TlsMaterial(
      TlsConfiguration configuration,
      Buffer certificate,
      Buffer key,
      Optional<ClientTrust> clientTrust,
      Instant notAfter) {
    this.configuration = configuration;
    this.certificate = certificate;
    this.key = key;
    this.clientTrust = clientTrust;
    this.notAfter = notAfter;
  }

  /** Reads and checks the files. Blocks. */
  public static TlsMaterial read(TlsConfiguration configuration, Instant now)
      throws TlsFilesException {
    byte[] certificate = bytes(configuration.certificate());
    X509Certificate leaf = Pem.certificates(configuration.certificate(), certificate).getFirst();
    requireInForce(configuration.certificate(), leaf, now);
    byte[] key = bytes(configuration.key());
    requirePair(configuration, leaf.getPublicKey(), key);
    return new TlsMaterial(
        configuration,
        Buffer.buffer(certificate),
        Buffer.buffer(key),
        ClientTrust.read(configuration, now),
        leaf.getNotAfter().toInstant());
  }

  /** When the server's certificate expires. */
  public Instant notAfter() {
    return notAfter;
  }

  /** SHA-256 of the certificate's and the authorities' files, for the log. */
  public String sha256() {
    Buffer all = Buffer.buffer().appendBuffer(certificate);
    clientTrust.ifPresent(trust -> all.appendString(trust.digest()));
    return sha256(all.getBytes());
  }

  /** Whom the listener believes about its clients; empty if it does not ask them. */
  public Optional<ClientTrust> clientTrust() {
    return clientTrust;
  }

  public boolean hasSameClientTrust(TlsMaterial other) {
    return clientTrust.map(ClientTrust::digest).equals(other.clientTrust.map(ClientTrust::digest));
  }

  /** The same for a server. */
  public ServerSSLOptions options(Duration handshake, Clock clock) {
    ServerSSLOptions options = new ServerSSLOptions();
    options.setClientAuth(
        switch (configuration.clientAuth()) {
          case NONE -> ClientAuth.NONE;
          case OPTIONAL -> ClientAuth.REQUEST;
          case REQUIRED -> ClientAuth.REQUIRED;
        });
    options.setKeyCertOptions(new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key));
    if (configuration.clientAuth() != ClientAuthentication.NONE) {
      clientTrust.ifPresent(
          trust -> options.setTrustOptions(TrustOptions.wrap(ClientTrustManager.of(trust, clock))));
    }
    options.setUseAlpn(true);
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    options.setSslHandshakeTimeout(handshake.toMillis());
    options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }

  private static void requireInForce(Path file, X509Certificate certificate, Instant now)
      throws TlsFilesException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new TlsFilesException(
          file + " expired at " + until + "; it is now " + now + "; renew the certificate");
    }
    if (now.isBefore(from)) {
      throw new TlsFilesException(
          file + " counts from " + from + " only; it is now " + now + "; check the clock");
    }
  }

  static void requireAuthority(Path file, X509Certificate authority, Instant now)
      throws TlsFilesException {
    requireInForce(file, authority, now);
    if (authority.getBasicConstraints() < 0) {
      throw new TlsFilesException(
          file
              + " holds a certificate that is no authority ("
              + authority.getSubjectX500Principal()
              + "); it must hold authorities only");
    }
  }

  private static void requirePair(TlsConfiguration files, PublicKey publicKey, byte[] pem)
      throws TlsFilesException {
    PrivateKey privateKey = Pem.privateKey(files.key(), pem, publicKey.getAlgorithm());
    try {
      Signature signature = Signature.getInstance(signatureFor(publicKey.getAlgorithm()));
      signature.initSign(privateKey);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new TlsFilesException(files.key() + " cannot be used to sign: " + e.getMessage(), e);
    }
    throw new TlsFilesException(
        files.key() + " is not the key of " + files.certificate() + "; install both together");
  }

  private static String signatureFor(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keyAlgorithm;
    };
  }

  static byte[] bytes(Path file) throws TlsFilesException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsFilesException(file + " does not exist", e);
    } catch (IOException e) {
      throw new TlsFilesException(file + " cannot be read: " + e, e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
