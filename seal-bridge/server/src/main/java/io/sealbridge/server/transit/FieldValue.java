package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The value of one field, at which the parser stands. Vault's clients send numbers and booleans as
 * such or as text. A refusal names the field and never what is in it.
 */
final class FieldValue {

  private final BodyReader reader;
  private final JsonParser json;
  private final String name;

  FieldValue(BodyReader reader, JsonParser json, String name) {
    this.reader = reader;
    this.json = json;
    this.name = name;
  }

  /** Where the string begins; the parser skips it and makes no copy. */
  int quote() {
    requireString();
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  /** A string that is not secret. */
  String text() throws IOException {
    requireString();
    return json.getText();
  }

  /** A string, number or boolean as text; not secret. */
  String scalar() throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw new BadBodyException(name + " must be text, a number or a boolean");
    }
    return json.getText();
  }

  int number(int least, int most) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
      try {
        int number = Integer.parseInt(json.getText());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Said below, in the same words as for a number out of range.
      }
    }
    throw new BadBodyException(name + " must be a whole number between " + least + " and " + most);
  }

  boolean flag() throws IOException {
    return switch (scalar()) {
      case "true", "True", "TRUE", "t", "T", "1" -> true;
      case "false", "False", "FALSE", "f", "F", "0", "" -> false;
      default -> throw new BadBodyException(name + " must be true or false");
    };
  }

  /** Reads a list of objects, each into fields of its own. */
  void items(int most, Supplier<BodyReader.Fields> fields) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new BadBodyException(name + " must be a list of objects");
    }
    int count = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw new BadBodyException(name + " must be a list of objects");
      }
      count++;
      if (count > most) {
        throw new BadBodyException(
            name + " has more than " + most + " items; send them in several requests");
      }
      reader.object(json, fields.get());
    }
  }

  private void requireString() {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadBodyException(name + " must be a string");
    }
  }
}
