package io.sealbridge.server.transit;

import io.sealbridge.server.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document of everything that is served; the same for everybody. */
final class Specification {

  private static final byte[] DOCUMENT = read();

  private Specification() {}

  static Answer answer() {
    return Answer.ok(DOCUMENT);
  }

  private static byte[] read() {
    try (InputStream document = Specification.class.getResourceAsStream("/openapi.json")) {
      if (document == null) {
        throw new IllegalStateException("openapi.json is missing from the program");
      }
      return document.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
