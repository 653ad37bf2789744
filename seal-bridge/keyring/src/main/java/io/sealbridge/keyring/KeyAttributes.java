package io.sealbridge.keyring;

import java.util.Map;
import java.util.Optional;

/**
 * What a token reports of one key (for a pair: of its private key). Boolean attributes by their
 * PKCS#11 name without the prefix; {@code type} is empty if the token names a type or length that
 * is none of ours.
 */
public record KeyAttributes(
    String label, CkaId id, Optional<KeyType> type, Map<Name, Attribute> attributes) {
  /** The attributes that are read, in the order they are shown. */
  public enum Name {
    LOCAL,
    PRIVATE,
    SENSITIVE,
    ALWAYS_SENSITIVE,
    EXTRACTABLE,
    NEVER_EXTRACTABLE,
    MODIFIABLE,
    ENCRYPT,
    DECRYPT,
    SIGN,
    VERIFY,
    WRAP,
    UNWRAP,
    DERIVE
  }

  public KeyAttributes {
    attributes = Map.copyOf(attributes);
  }

  public Attribute get(Name name) {
    return attributes.getOrDefault(name, Attribute.NOT_SAID);
  }
}
