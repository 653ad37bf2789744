package io.sealbridge.server.config;

import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignatureType;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A witness that speaks C2SP tlog-witness, such as {@code seal-bridge audit witness}. */
public record WitnessAnchorConfiguration(
    @Setting(
            "Address before /add-checkpoint: https://, or http:// and an address of this host. Redirects"
                + " are not followed.")
        String url,
    @Setting("The witness's verifier key, as \"seal-bridge audit witness --init\" prints it.")
        String key,
    @Setting(
            "Authorities of the witness's certificate, PEM; read again when it changes. Default:"
                + " those of the Java platform.")
        Optional<Path> ca) {

  private static final Pattern LOCAL =
      Pattern.compile("http://(?:127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?(?:/[^?#]*)?");

  public WitnessAnchorConfiguration {
    url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    if (!LOCAL.matcher(url).matches()) {
      HttpsUrl.require("url", url);
    }
    if (verifier(key).type() != SignatureType.COSIGNATURE) {
      throw new IllegalArgumentException("key must be a witness's, which begins with type 4");
    }
  }

  /** The key. */
  public VerifierKey verifier() {
    return verifier(key);
  }

  private static VerifierKey verifier(String text) {
    try {
      return VerifierKey.parse(text);
    } catch (MalformedNoteException e) {
      throw new IllegalArgumentException("key is no verifier key: " + e.getMessage(), e);
    }
  }
}
