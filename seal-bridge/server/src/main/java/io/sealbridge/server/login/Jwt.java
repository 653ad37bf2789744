package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.server.identity.Identification.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A JWT taken apart and not yet verified (RFC 7515, section 7.1). Of its header only algorithm, key
 * id and type are kept: what else it may hold, such as keys or addresses of keys, is not looked at.
 *
 * @param keyId selects among the keys that the mount trusts, and nothing else
 */
record Jwt(
    String algorithm, Optional<String> keyId, ObjectNode claims, String text, int signatureAt) {

  private static final int LONGEST = 32 * 1024;
  private static final int LONGEST_KEY_ID = 256;
  private static final String BRIDGE_TYPE = "seal-bridge+jwt";
  private static final String BRIDGE_ISSUER = "seal-bridge";
  private static final Set<String> TYPES = Set.of("jwt", "jose", "at+jwt", "application/at+jwt");

  /**
   * @throws LoginRefusedException if the text is none, or one of the bridge's own
   */
  static Jwt parse(String text) {
    if (text.length() > LONGEST) {
      throw refused("the JWT is longer than " + LONGEST + " characters");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw refused("what was sent is no compact JWS: it has " + parts.length + " parts, not 3");
    }
    ObjectNode header = object("header", parts[0]);
    ObjectNode claims = object("claims", parts[1]);
    requireType(header, claims);
    if (header.has("crit")) {
      throw refused("the header has crit, and none of its extensions is understood");
    }
    String algorithm =
        StrictJson.text(header, "alg").orElseThrow(() -> refused("the header has no alg"));
    return new Jwt(
        algorithm, keyId(header), claims, text, parts[0].length() + parts[1].length() + 2);
  }

  private static void requireType(ObjectNode header, ObjectNode claims) {
    JsonNode type = header.path("typ");
    if (StrictJson.text(header, "typ").filter(BRIDGE_TYPE::equalsIgnoreCase).isPresent()
        || StrictJson.text(claims, "iss").filter(BRIDGE_ISSUER::equals).isPresent()) {
      throw refused("a token of the bridge is no proof for a login");
    }
    if (!type.isMissingNode()
        && !(type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)))) {
      throw refused("the header's typ must be JWT, was " + Shown.of(type.asText()));
    }
  }

  private static Optional<String> keyId(ObjectNode header) {
    JsonNode keyId = header.path("kid");
    if (keyId.isMissingNode()) {
      return Optional.empty();
    }
    if (!keyId.isTextual() || keyId.textValue().length() > LONGEST_KEY_ID) {
      throw refused("the header's kid must be a text of at most " + LONGEST_KEY_ID + " characters");
    }
    return Optional.of(keyId.textValue());
  }

  private static ObjectNode object(String part, String encoded) {
    byte[] bytes = decoded(part, encoded);
    return StrictJson.object(bytes)
        .orElseThrow(
            () -> refused("the " + part + " must be one JSON object with no member twice"));
  }

  private static byte[] decoded(String part, String encoded) {
    try {
      if (encoded.indexOf('=') < 0) {
        return Base64.getUrlDecoder().decode(encoded);
      }
    } catch (IllegalArgumentException _) {
      // Said below, in the same words.
    }
    throw refused("the " + part + " must be base64url without padding");
  }

  private static LoginRefusedException refused(String detail) {
    return new LoginRefusedException(Reason.LOGIN_JWT, detail);
  }

  /** What the signature is over. */
  byte[] signed() {
    return text.substring(0, signatureAt - 1).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] signature() {
    return decoded("signature", text.substring(signatureAt));
  }

  Optional<String> claim(String name) {
    return StrictJson.text(claims, name);
  }

  /** Names nothing of its content. */
  @Override
  public String toString() {
    return "Jwt[" + text.length() + " characters]";
  }
}
