package io.sealbridge.server.transit;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.service.RsaPadding;
import io.sealbridge.keyring.service.Signed;
import io.sealbridge.keyring.service.SigningInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What a certificate request (RFC 2986) says of its holder: a subject and the extensions asked for.
 * Other attributes of a template are left out; a challenge password would be a secret.
 *
 * @param extensions the attribute that asks for extensions, if there is one
 */
record CsrTemplate(X500Name subject, Optional<Attribute> extensions) {

  static final CsrTemplate EMPTY = new CsrTemplate(new X500Name(""), Optional.empty());

  /**
   * Reads a request in PEM.
   *
   * @throws BadBodyException if it is none
   */
  static CsrTemplate parse(String pem) {
    Octets der = PemText.read("csr", "CERTIFICATE REQUEST", pem).getFirst();
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der.bytes());
      Optional<Attribute> extensions =
          Arrays.stream(request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest))
              .findFirst();
      return new CsrTemplate(request.getSubject(), extensions);
    } catch (IOException | RuntimeException _) {
      throw new BadBodyException("csr is not a certificate request");
    }
  }

  /** What a key of this type signs of the request for this public key. */
  SigningInput toSign(KeyType type, PublicKeyInfo key) {
    Octets message = Octets.copyOf(encoded(info(key)));
    return new SigningInput(message, false, Optional.of(hash(type)), new RsaPadding.Pkcs1());
  }

  /** The request, DER, by the signature of {@link #toSign}. */
  byte[] request(Signed signed) {
    return encoded(
        new CertificationRequest(
            info(signed.publicKey()),
            new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm(signed.type())),
            new DERBitString(signed.signature().bytes())));
  }

  private CertificationRequestInfo info(PublicKeyInfo key) {
    return new CertificationRequestInfo(
        subject,
        SubjectPublicKeyInfo.getInstance(key.der()),
        extensions.map(DERSet::new).orElseGet(DERSet::new));
  }

  private static byte[] encoded(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As strong as the key; Ed25519 brings its own. */
  private static HashFunction hash(KeyType type) {
    return switch (type) {
      case ECDSA_P384 -> HashFunction.SHA384;
      case ECDSA_P521 -> HashFunction.SHA512;
      case AES_256, RSA_2048, RSA_3072, RSA_4096, ECDSA_P256, ED25519, HMAC -> HashFunction.SHA256;
    };
  }

  private static String algorithm(KeyType type) {
    return switch (type) {
      case RSA_2048, RSA_3072, RSA_4096 -> "SHA256WITHRSA";
      case ECDSA_P256 -> "SHA256WITHECDSA";
      case ECDSA_P384 -> "SHA384WITHECDSA";
      case ECDSA_P521 -> "SHA512WITHECDSA";
      case ED25519 -> "Ed25519";
      case AES_256, HMAC -> throw new IllegalArgumentException(type + " signs nothing");
    };
  }
}
