package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the parts of a {@link SignItem} lie in a body. */
final class SignFields implements BodyReader.Fields {

  private static final int ABSENT = -1;

  private int inputAt = ABSENT;
  private @Nullable String signature;
  private @Nullable String hmac;
  private String reference = "";
  private @Nullable BadBodyException fault;

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "input" -> inputAt = value.quote();
      case "signature" -> signature = value.text();
      case "hmac" -> hmac = value.text();
      case "reference" -> reference = value.text();
      case "context" -> {
        if (!value.text().isEmpty()) {
          fault = new BadBodyException("context is not supported: keys here are not derived");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Decodes what was found, when the whole {@code body} has been read. */
  SignItem item(byte[] body) {
    Octets input = null;
    try {
      if (inputAt != ABSENT) {
        byte[] decoded = Base64Text.decode("input", body, inputAt);
        input = Octets.copyOf(decoded);
        Arrays.fill(decoded, (byte) 0);
      }
    } catch (BadBodyException e) {
      fault = e;
    }
    return new SignItem(input, signature, hmac, reference, fault);
  }
}
