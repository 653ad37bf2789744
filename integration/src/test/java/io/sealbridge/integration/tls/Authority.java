package io.sealbridge.integration.tls;

import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority with a P-256 key; what it issues lies in its folder. */
public final class Authority {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Path folder;
  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private Authority(Path folder, String commonName) {
    this.folder = PrivateFiles.folder(folder);
    this.name = new X500Name("CN=" + commonName);
    this.keys = newKeys();
    this.certificate = sign(name, keys, List.of(), true, Instant.now().plus(A_DAY));
    PrivateFiles.write(certificateFile(), pem(certificate));
  }

  public static Authority create(Path folder) {
    return new Authority(folder, "Test authority");
  }

  public Path certificateFile() {
    return folder.resolve("ca.crt");
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** A certificate for {@code dnsName} (and the loopback address), valid for a day. */
  public Identity issue(String dnsName) {
    return issue(dnsName, "127.0.0.1");
  }

  /** A certificate for {@code dnsName} and {@code address}, valid for a day. */
  public Identity issue(String dnsName, String address) {
    return issue(dnsName, address, Instant.now().plus(A_DAY));
  }

  /** The certificate of a server that nobody renewed: its last second was an hour ago. */
  public Identity issueExpired(String dnsName) {
    return issue(dnsName, "127.0.0.1", Instant.now().minus(Duration.ofHours(1)));
  }

  private Identity issue(String dnsName, String address, Instant end) {
    KeyPair pair = newKeys();
    X509Certificate issued =
        sign(
            new X500Name("CN=" + dnsName),
            pair,
            List.of(
                new GeneralName(GeneralName.dNSName, dnsName),
                new GeneralName(GeneralName.iPAddress, address)),
            false,
            end);
    return new Identity(
        PrivateFiles.write(folder.resolve(dnsName + ".crt"), pem(issued)),
        PrivateFiles.write(folder.resolve(dnsName + ".key"), pem(pair)));
  }

  private X509Certificate sign(
      X500Name subject, KeyPair pair, List<GeneralName> names, boolean authority, Instant end) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(120, new SecureRandom()),
              Date.from(Instant.now().minus(Duration.ofDays(2))),
              Date.from(end),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (!authority) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          object instanceof KeyPair pair ? new JcaPKCS8Generator(pair.getPrivate(), null) : object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
