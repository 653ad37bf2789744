package io.sealbridge.hsm.state;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads states of every schema that is known. */
final class KeyStateReader {
  private final boolean second;
  private final boolean third;

  private KeyStateReader(long schema) {
    this.second = schema >= 2;
    this.third = schema >= 3;
  }

  static KeyState read(StrictObject node) throws StateFormatException {
    long schema = node.number("schema", 1, Integer.MAX_VALUE);
    if (schema > KeyStateFormat.SCHEMA) {
      throw new StateFormatException(
          "state has schema " + schema + ", this version knows up to " + KeyStateFormat.SCHEMA);
    }
    return new KeyStateReader(schema).state(node);
  }

  private KeyState state(StrictObject node) throws StateFormatException {
    List<KeyVersion> versions = new ArrayList<>();
    for (StrictObject version : node.objects("versions")) {
      versions.add(version(version));
    }
    KeyState state =
        new KeyState(
            new KeyName(node.text("name")),
            constant(KeyPurpose.values(), KeyStateFormat::word, node, "purpose"),
            node.number("serial", 1, Long.MAX_VALUE),
            node.flag("frozen"),
            (int) node.number("minDecryptionVersion", 1, Integer.MAX_VALUE),
            (int) node.number("minEncryptionVersion", 0, Integer.MAX_VALUE),
            versions,
            second ? terms(node.object("terms")) : KeyTerms.NONE,
            third ? Optional.of(thaw(node.object("thaw"))) : Optional.empty());
    node.end();
    return state;
  }

  private static Thaw thaw(StrictObject node) throws StateFormatException {
    Thaw thaw =
        new Thaw(
            node.number("serial", 1, Long.MAX_VALUE),
            Octets.copyOf(Base64.getDecoder().decode(node.text("signature"))));
    node.end();
    return thaw;
  }

  private static KeyTerms terms(StrictObject node) throws StateFormatException {
    KeyTerms terms =
        new KeyTerms(
            node.flag("deletionAllowed"),
            (int) node.number("minAvailableVersion", 0, Integer.MAX_VALUE),
            node.flag("syncable"),
            node.flag("importedMayRotate"));
    node.end();
    return terms;
  }

  private KeyVersion version(StrictObject node) throws StateFormatException {
    List<Recipient> recipients = new ArrayList<>();
    for (StrictObject recipient : node.objects("recipients")) {
      recipients.add(recipient(recipient));
    }
    Layout layout = constant(Layout.values(), KeyStateFormat::word, node, "layout");
    if (layout == Layout.NONE && !second) {
      throw new StateFormatException(node.path() + ".layout is none that schema 1 knows");
    }
    KeyVersion version =
        new KeyVersion(
            (int) node.number("number", 1, Integer.MAX_VALUE),
            instant(node),
            layout,
            recipients,
            second ? node.texts("certificates") : List.of());
    node.end();
    return version;
  }

  private Recipient recipient(StrictObject node) throws StateFormatException {
    Recipient recipient =
        new Recipient(
            node.text("hsm"),
            new CkaId(node.text("id")),
            constant(KeyType.values(), KeyStateFormat::typeWord, node, "type"),
            second ? usage(node.object("usage")) : wrapping(node.object("wrapping")),
            second
                ? constant(Origin.values(), KeyStateFormat::word, node, "origin")
                : Origin.GENERATED);
    node.end();
    return recipient;
  }

  private static Usage wrapping(StrictObject node) throws StateFormatException {
    Usage usage =
        switch (node.text("mechanism")) {
          case "aes-gcm" -> new Wrapping.AesGcm();
          case "rsa-oaep" -> new Wrapping.RsaOaep(hash(node), publicKey(node));
          default -> throw unknownMechanism(node);
        };
    node.end();
    return usage;
  }

  private static Usage usage(StrictObject node) throws StateFormatException {
    Usage usage =
        switch (node.text("mechanism")) {
          case "aes-gcm" -> new Wrapping.AesGcm();
          case "rsa-oaep" -> new Wrapping.RsaOaep(hash(node), publicKey(node), node.flag("signs"));
          case "signature" -> new Usage.Signing(publicKey(node));
          case "hmac" -> new Usage.Mac();
          case "unwrap-rsa-oaep" -> new Usage.Unwrapping(hash(node), publicKey(node));
          default -> throw unknownMechanism(node);
        };
    node.end();
    return usage;
  }

  private static OaepHash hash(StrictObject node) throws StateFormatException {
    return constant(OaepHash.values(), KeyStateFormat::word, node, "hash");
  }

  private static PublicKeyInfo publicKey(StrictObject node) throws StateFormatException {
    return new PublicKeyInfo(node.text("publicKey"));
  }

  private static StateFormatException unknownMechanism(StrictObject node) {
    return new StateFormatException(node.path() + ".mechanism is none that we know");
  }

  private static Instant instant(StrictObject node) throws StateFormatException {
    try {
      return Instant.parse(node.text("created"));
    } catch (DateTimeParseException e) {
      throw new StateFormatException(node.path() + ".created is no ISO 8601 instant", e);
    }
  }

  private static <E extends Enum<E>> E constant(
      E[] values, Function<Enum<?>, String> words, StrictObject node, String field)
      throws StateFormatException {
    String word = node.text(field);
    return Arrays.stream(values)
        .filter(value -> words.apply(value).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new StateFormatException(node.path() + "." + field + " is none that we know"));
  }
}
