package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Octets;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificates that are to be kept beside a version: its own first, then the issuers'. */
final class CertificateChain {
  private static final int MAX_LENGTH = 10;

  private CertificateChain() {}

  /**
   * The chain as a state keeps it.
   *
   * @throws KeyringException if one does not parse or the first is not of the version's public key
   */
  static List<String> checked(KeyVersion version, List<Octets> chain) {
    if (chain.isEmpty() || chain.size() > MAX_LENGTH) {
      throw invalid("a certificate chain has 1 to " + MAX_LENGTH + " certificates");
    }
    List<byte[]> owned =
        chain.stream()
            .map(CertificateChain::parsed)
            .map(certificate -> certificate.getPublicKey().getEncoded())
            .toList();
    boolean ours =
        version.recipients().stream()
            .flatMap(recipient -> SigningKeys.publicKey(recipient).stream())
            .anyMatch(key -> Arrays.equals(key.der(), owned.getFirst()));
    if (!ours) {
      throw invalid(
          "the first certificate is not of the public key of version " + version.number());
    }
    return chain.stream().map(one -> Base64.getEncoder().encodeToString(one.lend())).toList();
  }

  private static Certificate parsed(Octets der) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der.bytes()));
    } catch (CertificateException e) {
      throw new KeyringException(
          new KeyringError.InvalidInput("a certificate of the chain does not parse"), e);
    }
  }

  private static KeyringException invalid(String text) {
    return new KeyringException(new KeyringError.InvalidInput(text));
  }
}
