package io.sealbridge.server.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The text of issued tokens: {@code sb.} and a compact JWS (RFC 7515, section 7.1). The header of a
 * key is always the same text and is compared whole, so a header chooses neither an algorithm nor
 * anything else.
 */
final class LoginTokenFormat {

  static final String PREFIX = "sb.";
  static final String TYPE = "seal-bridge+jwt";
  static final String ISSUER = "seal-bridge";

  private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"" + TYPE + "\",\"kid\":\"";
  private static final int ID_AT = HEADER.length();
  private static final int ID_LENGTH = 16;
  private static final int LONGEST = 4096;
  private static final int CLAIMS = 9;
  private static final int SIGNATURE_BYTES = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private LoginTokenFormat() {}

  /** What is signed: the token's text without prefix and signature. */
  static String signedPart(LoginToken token, String deployment) {
    return header(token.keyId()) + "." + encoded(payload(token, deployment));
  }

  static String text(String signedPart, byte[] signature) {
    return PREFIX + signedPart + "." + encoded(signature);
  }

  /**
   * A text with the shape of a token and the header of a trusted key; what is left to do costs the
   * verification of a signature.
   */
  record Candidate(String text, int headerEnd, int payloadEnd, TrustedKey key) {

    /**
     * The token, if the key signed it for this deployment. Whether it has expired or was revoked is
     * not looked at.
     */
    Optional<LoginToken> verified(String deployment) {
      return isSigned()
          ? read(text.substring(headerEnd + 1, payloadEnd), deployment, key.id())
          : Optional.empty();
    }

    private boolean isSigned() {
      byte[] signed =
          text.substring(PREFIX.length(), payloadEnd).getBytes(StandardCharsets.ISO_8859_1);
      return decoded(text.substring(payloadEnd + 1))
          .filter(signature -> signature.length == SIGNATURE_BYTES)
          .filter(signature -> key.verifies(signed, signature))
          .isPresent();
    }

    /** Never the token. */
    @Override
    public String toString() {
      return "Candidate[" + key.id() + "]";
    }
  }

  /** Empty for what is no token or names no trusted key. */
  static Optional<Candidate> candidate(String text, BridgeTokenKeys keys) {
    if (text.length() > LONGEST || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int headerEnd = text.indexOf('.', PREFIX.length());
    int payloadEnd = text.lastIndexOf('.');
    if (headerEnd < 0 || payloadEnd <= headerEnd) {
      return Optional.empty();
    }
    return keyId(text.substring(PREFIX.length(), headerEnd))
        .flatMap(keys::trusted)
        .map(key -> new Candidate(text, headerEnd, payloadEnd, key));
  }

  /** The key id of a header that is exactly as this class writes it. */
  private static Optional<String> keyId(String header) {
    return decoded(header)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .filter(json -> json.length() > ID_AT + ID_LENGTH)
        .map(json -> json.substring(ID_AT, ID_AT + ID_LENGTH))
        .filter(id -> header(id).equals(header));
  }

  private static String header(String keyId) {
    return encoded((HEADER + keyId + "\"}").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] payload(LoginToken token, String deployment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("iss", ISSUER);
      json.writeStringField("aud", deployment);
      json.writeStringField("sub", token.identity());
      json.writeStringField("jti", token.accessor());
      json.writeNumberField("iat", token.created().getEpochSecond());
      json.writeNumberField("nbf", token.created().getEpochSecond());
      json.writeNumberField("exp", token.until().getEpochSecond());
      json.writeNumberField("epoch", token.epoch());
      json.writeStringField("via", token.via());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /** Empty if the claims are not exactly those of a token of this deployment. */
  private static Optional<LoginToken> read(String payload, String deployment, String keyId) {
    try {
      Map<String, String> claims = claims(decoded(payload).orElseThrow());
      if (claims.size() != CLAIMS
          || !ISSUER.equals(claims.get("iss"))
          || !deployment.equals(claims.get("aud"))) {
        return Optional.empty();
      }
      return Optional.of(
          new LoginToken(
              text(claims, "sub"),
              text(claims, "jti"),
              Instant.ofEpochSecond(Long.parseLong(text(claims, "iat"))),
              Instant.ofEpochSecond(Long.parseLong(text(claims, "exp"))),
              Long.parseLong(text(claims, "epoch")),
              text(claims, "via"),
              keyId));
    } catch (IOException
        | NoSuchElementException
        | DateTimeException
        | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> claims(byte[] payload) throws IOException {
    Map<String, String> claims = new HashMap<>();
    try (JsonParser json = JSON.createParser(payload)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        claims.put(name, json.getText());
      }
    }
    return claims;
  }

  private static String text(Map<String, String> claims, String name) {
    return Optional.ofNullable(claims.get(name)).orElseThrow();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
