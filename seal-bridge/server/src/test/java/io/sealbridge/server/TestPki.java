package io.sealbridge.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for a test, and what it has signed. */
public final class TestPki {

  public record Issued(X509Certificate certificate, KeyPair keys) {

    /** Writes {@code name.crt} and {@code name.key}, as an operator would. */
    public void write(Path folder, String name) {
      try {
        Files.writeString(folder.resolve(name + ".crt"), pem("CERTIFICATE", encoded(certificate)));
        Path key = folder.resolve(name + ".key");
        Files.writeString(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final X500Name name;
  private final Issued authority;

  public TestPki(String name) {
    this.name = new X500Name("CN=" + name);
    KeyPair keys = keys();
    Instant now = Instant.now();
    this.authority =
        new Issued(
            sign(this.name, keys, keys, null, true, now.minusSeconds(60), now.plusSeconds(86_400)),
            keys);
  }

  /** An authority that {@code above} has signed. */
  public TestPki(String name, TestPki above) {
    this.name = new X500Name("CN=" + name);
    KeyPair keys = keys();
    Instant now = Instant.now();
    this.authority =
        new Issued(
            above.sign(
                this.name,
                keys,
                above.authority.keys(),
                null,
                true,
                now.minusSeconds(60),
                now.plusSeconds(86_400)),
            keys);
  }

  /** The list of those that it has revoked, in PEM. */
  public String crl(Instant nextUpdate, X509Certificate... revoked) {
    try {
      X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(Instant.now()));
      builder.setNextUpdate(Date.from(nextUpdate));
      Date when = Date.from(Instant.now());
      for (X509Certificate certificate : revoked) {
        builder.addCRLEntry(certificate.getSerialNumber(), when, CRLReason.keyCompromise);
      }
      return pem(
          "X509 CRL",
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(authority.keys().getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return authority.certificate();
  }

  public void write(Path folder, String file) {
    try {
      Files.writeString(folder.resolve(file), pem("CERTIFICATE", encoded(certificate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Issued issue(GeneralName... subjects) {
    return issue(Duration.ofDays(1), subjects);
  }

  /** A certificate that expires so long from now; a negative time is past. */
  public Issued issue(Duration lifetime, GeneralName... subjects) {
    KeyPair keys = keys();
    Instant now = Instant.now();
    return new Issued(
        sign(
            new X500Name("CN=leaf"),
            keys,
            authority.keys(),
            subjects.length == 0 ? null : new GeneralNames(subjects),
            false,
            now.minus(Duration.ofDays(2)),
            now.plus(lifetime)),
        keys);
  }

  public Issued server() {
    return issue(
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  public static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  public static GeneralName uri(String name) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, name);
  }

  /** A client that trusts this authority and shows {@code client}, or nothing for null. */
  public SSLContext client(Issued... client) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", certificate());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      char[] password = "test".toCharArray();
      for (Issued issued : client) {
        own.setKeyEntry(
            "own", issued.keys().getPrivate(), password, new Certificate[] {issued.certificate()});
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      X500Name subject,
      KeyPair keys,
      KeyPair signer,
      @org.jspecify.annotations.Nullable GeneralNames names,
      boolean isAuthority,
      Instant from,
      Instant until) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(64, new SecureRandom()),
              Date.from(from),
              Date.from(until),
              subject,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (names != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), type);
  }
}
