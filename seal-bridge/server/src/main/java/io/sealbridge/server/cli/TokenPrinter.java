package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.server.token.IssuedToken;
import java.io.IOException;
import java.time.Instant;

/** What may be shown of a token. */
final class TokenPrinter {
  private TokenPrinter() {}

  static void fields(JsonGenerator json, IssuedToken token) throws IOException {
    json.writeStringField("accessor", token.accessor());
    json.writeStringField("identity", token.identity());
    json.writeStringField("created", token.created().toString());
    if (token.expires().isPresent()) {
      json.writeStringField("expires", token.expires().get().toString());
    }
  }

  static String expiry(IssuedToken token) {
    return token.expires().map(Instant::toString).orElse("never");
  }
}
