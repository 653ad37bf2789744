package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** PEM (RFC 7468) as Vault writes and takes it. */
final class PemText {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemText() {}

  static String publicKey(PublicKeyInfo key) {
    return block("PUBLIC KEY", key.der());
  }

  static String request(byte[] der) {
    return block("CERTIFICATE REQUEST", der);
  }

  /** Certificates in base64, one PEM after the other. */
  static String certificates(List<String> chain) {
    StringBuilder text = new StringBuilder();
    chain.forEach(one -> text.append(block("CERTIFICATE", Base64.getDecoder().decode(one))));
    return text.toString();
  }

  /**
   * The blocks of this type in {@code text}, which holds nothing else.
   *
   * @throws BadBodyException if there are none or others
   */
  static List<Octets> read(String field, String type, String text) {
    List<Octets> found = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject one = reader.readPemObject(); one != null; one = reader.readPemObject()) {
        if (!one.getType().equals(type)) {
          throw new BadBodyException(field + " must be PEM of type " + type + " only");
        }
        found.add(Octets.copyOf(one.getContent()));
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof BadBodyException known
          ? known
          : new BadBodyException(field + " is not well-formed PEM");
    }
    if (found.isEmpty()) {
      throw new BadBodyException(field + " must be PEM of type " + type);
    }
    return found;
  }

  private static String block(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
