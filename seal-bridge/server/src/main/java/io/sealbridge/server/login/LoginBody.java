package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Vault's body of a login: {@code {"role": ..., "jwt": ...}}. */
record LoginBody(String role, String jwt) {

  /** A body that is none; the text is what the client reads. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String text) {
      super(text, null, false, false);
    }
  }

  static LoginBody read(byte[] body) throws MalformedException {
    ObjectNode fields =
        StrictJson.object(body)
            .orElseThrow(
                () ->
                    new MalformedException(
                        "error parsing JSON: the body must be one JSON object with no member"
                            + " twice"));
    return new LoginBody(text(fields, "role"), text(fields, "jwt").strip());
  }

  private static String text(ObjectNode fields, String name) throws MalformedException {
    JsonNode value = fields.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new MalformedException("missing " + name);
    }
    return value.textValue();
  }

  /** Never the JWT. */
  @Override
  public String toString() {
    return "LoginBody[" + role + "]";
  }
}
