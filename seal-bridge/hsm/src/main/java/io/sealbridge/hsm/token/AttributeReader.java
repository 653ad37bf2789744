package io.sealbridge.hsm.token;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Curve;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a token reports of its keys; what it does not say stays unsaid. */
final class AttributeReader {
  private static final int MANY = 10_000;

  /** Vault imports HMAC keys from this length on. */
  private static final int LEAST_HMAC_BYTES = 32;

  private AttributeReader() {}

  /** Every secret and private key that has a label and an id. */
  static List<KeyAttributes> readAll(CryptokiSession session) {
    List<KeyAttributes> keys = new ArrayList<>();
    for (ObjectClass objectClass : List.of(ObjectClass.SECRET_KEY, ObjectClass.PRIVATE_KEY)) {
      for (ObjectHandle key : session.findObjects(Template.of(objectClass), MANY)) {
        read(session, key).ifPresent(keys::add);
      }
    }
    return keys;
  }

  /** Empty if the key has no label or no id: such a key cannot be meant by anybody. */
  static Optional<KeyAttributes> read(CryptokiSession session, ObjectHandle key) {
    Map<AttributeType, AttributeValue> names =
        session.getAttributes(key, AttributeType.LABEL, AttributeType.ID, AttributeType.KEY_TYPE);
    Optional<String> label =
        present(names, AttributeType.LABEL).map(AttributeValue.Present::asText);
    Optional<byte[]> id =
        present(names, AttributeType.ID)
            .map(AttributeValue.Present::bytes)
            .filter(bytes -> bytes.length >= 1 && bytes.length <= 64);
    if (label.isEmpty() || label.get().isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyAttributes(
            label.get(), CkaId.of(id.get()), type(session, key, names), booleans(session, key)));
  }

  /**
   * As {@link #read}, of a key that was unwrapped into the token: there CKA_VALUE_LEN may be
   * unsaid, because it must not be given to C_UnwrapKey. Then the length is what the import made
   * sure of.
   */
  static Optional<KeyAttributes> readImported(
      CryptokiSession session, ObjectHandle key, KeyType imported) {
    return read(session, key)
        .map(
            seen ->
                seen.type().isEmpty() && isOfUnsaidLength(session, key, imported)
                    ? new KeyAttributes(
                        seen.label(), seen.id(), Optional.of(imported), seen.attributes())
                    : seen);
  }

  private static boolean isOfUnsaidLength(
      CryptokiSession session, ObjectHandle key, KeyType imported) {
    KeyKind kind =
        switch (imported) {
          case AES_256 -> KeyKind.AES;
          case HMAC -> KeyKind.GENERIC_SECRET;
          case RSA_2048, RSA_3072, RSA_4096 -> KeyKind.RSA;
          case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> KeyKind.EC;
          case ED25519 -> KeyKind.EC_EDWARDS;
        };
    boolean sameKind =
        one(session, key, AttributeType.KEY_TYPE)
            .filter(seen -> seen.asNumber() == kind.code())
            .isPresent();
    return sameKind
        && (kind == KeyKind.AES || kind == KeyKind.GENERIC_SECRET)
        && one(session, key, AttributeType.VALUE_LEN)
            .filter(length -> length.asNumber() != 0)
            .isEmpty();
  }

  private static Map<KeyAttributes.Name, Attribute> booleans(
      CryptokiSession session, ObjectHandle key) {
    AttributeType[] types =
        Arrays.stream(KeyAttributes.Name.values())
            .map(name -> AttributeType.valueOf(name.name()))
            .toArray(AttributeType[]::new);
    Map<AttributeType, AttributeValue> values = session.getAttributes(key, types);
    Map<KeyAttributes.Name, Attribute> booleans = new EnumMap<>(KeyAttributes.Name.class);
    for (KeyAttributes.Name name : KeyAttributes.Name.values()) {
      booleans.put(
          name,
          present(values, AttributeType.valueOf(name.name()))
              .map(value -> value.asBoolean() ? Attribute.TRUE : Attribute.FALSE)
              .orElse(Attribute.NOT_SAID));
    }
    return booleans;
  }

  private static Optional<KeyType> type(
      CryptokiSession session, ObjectHandle key, Map<AttributeType, AttributeValue> names) {
    Optional<Long> kind =
        present(names, AttributeType.KEY_TYPE).map(AttributeValue.Present::asNumber);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (kind.get() == KeyKind.AES.code()) {
      return one(session, key, AttributeType.VALUE_LEN)
          .filter(length -> length.asNumber() * 8 == KeyType.AES_256.bits())
          .map(_ -> KeyType.AES_256);
    }
    if (kind.get() == KeyKind.RSA.code()) {
      return one(session, key, AttributeType.MODULUS)
          .map(modulus -> new BigInteger(1, modulus.bytes()).bitLength())
          .flatMap(AttributeReader::rsa);
    }
    if (kind.get() == KeyKind.EC.code()) {
      return one(session, key, AttributeType.EC_PARAMS).flatMap(curve -> onCurve(curve.bytes()));
    }
    if (kind.get() == KeyKind.EC_EDWARDS.code()) {
      return one(session, key, AttributeType.EC_PARAMS)
          .filter(curve -> Curve.ED25519.isMeantBy(curve.bytes()))
          .map(_ -> KeyType.ED25519);
    }
    if (kind.get() == KeyKind.GENERIC_SECRET.code()) {
      return one(session, key, AttributeType.VALUE_LEN)
          .filter(length -> length.asNumber() >= LEAST_HMAC_BYTES)
          .map(_ -> KeyType.HMAC);
    }
    return Optional.empty();
  }

  private static Optional<KeyType> onCurve(byte[] parameters) {
    if (Curve.P256.isMeantBy(parameters)) {
      return Optional.of(KeyType.ECDSA_P256);
    }
    if (Curve.P384.isMeantBy(parameters)) {
      return Optional.of(KeyType.ECDSA_P384);
    }
    return Curve.P521.isMeantBy(parameters) ? Optional.of(KeyType.ECDSA_P521) : Optional.empty();
  }

  private static Optional<KeyType> rsa(int bits) {
    return Arrays.stream(KeyType.values())
        .filter(type -> type.name().startsWith("RSA_") && type.bits() == bits)
        .findFirst();
  }

  static Optional<AttributeValue.Present> one(
      CryptokiSession session, ObjectHandle object, AttributeType type) {
    return present(session.getAttributes(object, type), type);
  }

  private static Optional<AttributeValue.Present> present(
      Map<AttributeType, AttributeValue> values, AttributeType type) {
    return values.get(type) instanceof AttributeValue.Present value
        ? Optional.of(value)
        : Optional.empty();
  }
}
