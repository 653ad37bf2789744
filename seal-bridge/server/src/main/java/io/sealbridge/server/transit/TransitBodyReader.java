package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sealbridge.keyring.SecretBytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of encrypt or decrypt: one JSON object, no field twice, nothing behind it. One
 * reader per body.
 */
final class TransitBodyReader {

  private static final int ABSENT = -1;
  private static final int DEEPEST = 16;
  private static final int LONGEST_STRING = 64 << 20;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private final byte[] body;
  private final Set<String> seen = new HashSet<>();
  private int plaintextAt = ABSENT;
  private int associatedDataAt = ABSENT;
  private @Nullable String ciphertext;
  private OptionalInt keyVersion = OptionalInt.empty();
  private int ignored;

  private TransitBodyReader(byte[] body) {
    this.body = body;
  }

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static TransitBody read(byte[] body) {
    TransitBodyReader reader = new TransitBodyReader(body);
    try {
      reader.document();
    } catch (StreamConstraintsException _) {
      throw new BadBodyException("error parsing JSON: a part of the body is too long or too deep");
    } catch (IOException _) {
      // The cause would quote the body.
      throw new BadBodyException("error parsing JSON: the body is not well-formed JSON");
    }
    return reader.body();
  }

  /** Decodes only now, when the parser has seen where every string ends. */
  private TransitBody body() {
    byte[] aad =
        associatedDataAt == ABSENT
            ? new byte[0]
            : Base64Text.decode("associated_data", body, associatedDataAt);
    SecretBytes plaintext =
        plaintextAt == ABSENT
            ? null
            : SecretBytes.takeOwnershipOf(Base64Text.decode("plaintext", body, plaintextAt));
    return new TransitBody(plaintext, ciphertext, aad, keyVersion, ignored);
  }

  private void document() throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new BadBodyException("error parsing JSON: the body must be one JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        field(json, json.currentName());
      }
      if (json.nextToken() != null) {
        throw new BadBodyException("error parsing JSON: something follows the JSON object");
      }
    }
  }

  private void field(JsonParser json, String name) throws IOException {
    if (!seen.add(name)) {
      throw new BadBodyException(
          isKnown(name) ? name + " is given twice" : "a field is given twice");
    }
    JsonToken value = json.nextToken();
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    switch (name) {
      case "plaintext" -> plaintextAt = quote(json, name);
      case "ciphertext" -> ciphertext = text(json, name);
      case "associated_data" -> associatedDataAt = quote(json, name);
      case "key_version" -> keyVersion = version(json, name);
      case "batch_input" ->
          throw new BadBodyException(
              "batch_input is not supported by this server; send one request for each item");
      case "context", "nonce" -> refuseText(json, name);
      case "convergent_encryption" -> refuseTrue(json, name);
      default -> {
        ignored++;
        json.skipChildren();
      }
    }
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "plaintext",
          "ciphertext",
          "associated_data",
          "key_version",
          "batch_input",
          "context",
          "nonce",
          "convergent_encryption" ->
          true;
      default -> false;
    };
  }

  /** Where the string begins; the parser skips it and makes no copy. */
  private static int quote(JsonParser json, String name) {
    requireString(json, name);
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  private static String text(JsonParser json, String name) throws IOException {
    requireString(json, name);
    return json.getText();
  }

  private static void requireString(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadBodyException(name + " must be a string");
    }
  }

  /** Vault's clients send numbers as numbers or as text; 0 means the latest. */
  private static OptionalInt version(JsonParser json, String name) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
      try {
        int version = Integer.parseInt(json.getText());
        if (version >= 0) {
          return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
        }
      } catch (NumberFormatException _) {
        // Said below, in the same words as for a number out of range.
      }
    }
    throw new BadBodyException(name + " must be a whole number between 0 and 2147483647");
  }

  private static void refuseText(JsonParser json, String name) throws IOException {
    if (!text(json, name).isEmpty()) {
      throw new BadBodyException(
          name + " is not supported: keys here are neither derived nor convergent");
    }
  }

  private static void refuseTrue(JsonParser json, String name) throws IOException {
    JsonToken token = json.currentToken();
    boolean isFalse =
        token == JsonToken.VALUE_FALSE
            || (token == JsonToken.VALUE_STRING && json.getText().equals("false"));
    if (!isFalse) {
      throw new BadBodyException(name + " is not supported: keys here are not convergent");
    }
  }
}
