package io.sealbridge.server.transit;

import java.io.IOException;
import java.util.OptionalInt;

/** Reads bodies of datakey and random. */
final class RandomBody {

  private static final int ABSENT = -1;
  private static final int DEFAULT_BITS = 256;
  private static final int DEFAULT_BYTES = 32;

  private int bits = DEFAULT_BITS;
  private int bytes = DEFAULT_BYTES;
  private boolean hex;
  private int associatedDataAt = ABSENT;
  private byte[] associatedData = {};
  private OptionalInt keyVersion = OptionalInt.empty();
  private int ignoredFields;

  private RandomBody() {}

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static RandomBody ofDataKey(byte[] body) {
    RandomBody read = new RandomBody();
    read.ignoredFields = BodyReader.read(body, read::takeOfDataKey);
    if (read.associatedDataAt != ABSENT) {
      read.associatedData = Base64Text.decode("associated_data", body, read.associatedDataAt);
    }
    return read;
  }

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static RandomBody ofRandom(byte[] body) {
    RandomBody read = new RandomBody();
    read.ignoredFields = BodyReader.read(body, read::takeOfRandom);
    return read;
  }

  private boolean takeOfDataKey(String name, FieldValue value) throws IOException {
    switch (name) {
      case "bits" -> bits = value.number(0, Integer.MAX_VALUE);
      case "associated_data" -> associatedDataAt = value.quote();
      case "key_version" -> keyVersion = CryptFields.version(value);
      case "context", "nonce" -> {
        if (!value.text().isEmpty()) {
          throw new BadBodyException(
              name + " is not supported: keys here are neither derived nor convergent");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takeOfRandom(String name, FieldValue value) throws IOException {
    switch (name) {
      case "bytes" -> bytes = value.number(0, Integer.MAX_VALUE);
      case "format" ->
          hex =
              switch (value.text()) {
                case "hex" -> true;
                case "", "base64" -> false;
                default ->
                    throw new BadBodyException(
                        "unsupported encoding format; must be \"hex\" or \"base64\"");
              };
      case "source" -> {
        if (!value.text().matches("|platform|seal|all")) {
          throw new BadBodyException("unsupported entropy source; must be platform, seal or all");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  int bits() {
    return bits;
  }

  int bytes() {
    return bytes;
  }

  boolean isHex() {
    return hex;
  }

  /** Empty if absent; lent, not copied. */
  byte[] associatedData() {
    return associatedData;
  }

  /** Empty for the latest. */
  OptionalInt keyVersion() {
    return keyVersion;
  }

  int ignoredFields() {
    return ignoredFields;
  }
}
