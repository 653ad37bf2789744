package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Reads bodies about certificates. */
final class CertificateBody implements BodyReader.Fields {

  private String template = "";
  private String chain = "";
  private OptionalInt version = OptionalInt.empty();

  private CertificateBody() {}

  /**
   * Reads all of it.
   *
   * @throws BadBodyException if the body cannot be used
   */
  static CertificateBody read(byte[] body) {
    CertificateBody read = new CertificateBody();
    var _ = BodyReader.read(body, read);
    return read;
  }

  /** What the request is to say; its own key and signature do not count. */
  CsrTemplate template() {
    return template.isEmpty() ? CsrTemplate.EMPTY : CsrTemplate.parse(template);
  }

  /** DER, the key's own first. */
  List<Octets> chain() {
    return PemText.read("certificate_chain", "CERTIFICATE", chain);
  }

  /** Empty for the latest. */
  OptionalInt version() {
    return version;
  }

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "csr" -> template = value.text();
      case "certificate_chain" -> chain = value.text();
      case "version" -> version = CryptFields.version(value);
      default -> {
        return false;
      }
    }
    return true;
  }
}
