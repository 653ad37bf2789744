package io.sealbridge.hsm.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Key state, schema 1: one JSON object in UTF-8, as it lies on tokens and in files, so it is
 * frozen. All fields are required, unknown and repeated ones are refused, nothing is coerced.
 *
 * <pre>{@code
 * {
 *   "schema": 1,
 *   "name": "root",                      key name
 *   "purpose": "seal",                   seal | application | internal
 *   "serial": 2,                         grows by one with each change
 *   "frozen": false,
 *   "minDecryptionVersion": 1,
 *   "minEncryptionVersion": 0,           0: the latest
 *   "versions": [ {
 *     "number": 1,
 *     "created": "2026-11-24T02:00:00Z", ISO 8601, UTC
 *     "layout": "envelope",              envelope | vault
 *     "recipients": [ {
 *       "hsm": "primary",                name in the configuration
 *       "id": "00112233...",             CKA_ID, lower-case hexadecimal
 *       "type": "aes-256",               aes-256 | rsa-2048 | rsa-3072 | rsa-4096 | ecdsa-p256
 *       "wrapping": { "mechanism": "aes-gcm" }
 *     }, {
 *       ...
 *       "wrapping": { "mechanism": "rsa-oaep", "hash": "sha256",      sha1 | sha256 | sha512
 *                     "publicKey": "MIIB..." }     SubjectPublicKeyInfo, DER, base64
 *     } ]
 *   } ]
 * }
 * }</pre>
 */
public final class KeyStateFormat {
  public static final int SCHEMA = 1;

  /** No honest state comes near this; a token object of this size is refused unread. */
  static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private KeyStateFormat() {}

  public static byte[] write(KeyState state) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("schema", SCHEMA);
    node.put("name", state.name().value());
    node.put("purpose", word(state.purpose()));
    node.put("serial", state.serial());
    node.put("frozen", state.frozen());
    node.put("minDecryptionVersion", state.minDecryptionVersion());
    node.put("minEncryptionVersion", state.minEncryptionVersion());
    ArrayNode versions = node.putArray("versions");
    state.versions().forEach(version -> writeVersion(versions.addObject(), version));
    try {
      byte[] json = MAPPER.writeValueAsBytes(node);
      requireWhole(state, json);
      return json;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this schema has no field for must not be lost without a word. */
  private static void requireWhole(KeyState state, byte[] json) {
    try {
      if (read(json).equals(state)) {
        return;
      }
    } catch (StateFormatException e) {
      throw new IllegalArgumentException("the state of key " + state.name() + " is not kept", e);
    }
    throw new IllegalArgumentException(
        "key state schema "
            + SCHEMA
            + " has no place for the terms, origins, certificates or signing RSA keys of "
            + state.name());
  }

  private static void writeVersion(ObjectNode node, KeyVersion version) {
    node.put("number", version.number());
    node.put("created", version.created().toString());
    node.put("layout", word(version.layout()));
    ArrayNode recipients = node.putArray("recipients");
    for (Recipient recipient : version.recipients()) {
      ObjectNode one = recipients.addObject();
      one.put("hsm", recipient.hsm());
      one.put("id", recipient.id().hex());
      one.put("type", typeWord(recipient.type()));
      ObjectNode wrapping = one.putObject("wrapping");
      switch (recipient.usage()) {
        case Wrapping.AesGcm() -> wrapping.put("mechanism", "aes-gcm");
        case Wrapping.RsaOaep rsa -> {
          wrapping.put("mechanism", "rsa-oaep");
          wrapping.put("hash", word(rsa.hash()));
          wrapping.put("publicKey", rsa.publicKey().base64());
        }
        case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
            throw new IllegalArgumentException("schema 1 has no place for " + recipient.usage());
      }
    }
  }

  /** Reads what {@link #write} wrote. The message of a failure repeats nothing of the content. */
  public static KeyState read(byte[] json) throws StateFormatException {
    if (json.length > MAX_BYTES) {
      throw new StateFormatException("state has " + json.length + " bytes");
    }
    try {
      return readState(new StrictObject(MAPPER.readTree(json), "state"));
    } catch (IOException e) {
      throw new StateFormatException("state is not well-formed JSON", e);
    } catch (IllegalArgumentException e) {
      throw new StateFormatException("state contradicts itself: " + e.getMessage(), e);
    }
  }

  private static KeyState readState(StrictObject node) throws StateFormatException {
    long schema = node.number("schema", 1, Integer.MAX_VALUE);
    if (schema != SCHEMA) {
      throw new StateFormatException(
          "state has schema " + schema + ", this version knows " + SCHEMA);
    }
    List<KeyVersion> versions = new ArrayList<>();
    for (StrictObject version : node.objects("versions")) {
      versions.add(readVersion(version));
    }
    KeyState state =
        new KeyState(
            new KeyName(node.text("name")),
            constant(KeyPurpose.values(), node, "purpose"),
            node.number("serial", 1, Long.MAX_VALUE),
            node.flag("frozen"),
            (int) node.number("minDecryptionVersion", 1, Integer.MAX_VALUE),
            (int) node.number("minEncryptionVersion", 0, Integer.MAX_VALUE),
            versions);
    node.end();
    return state;
  }

  private static KeyVersion readVersion(StrictObject node) throws StateFormatException {
    List<Recipient> recipients = new ArrayList<>();
    for (StrictObject recipient : node.objects("recipients")) {
      recipients.add(readRecipient(recipient));
    }
    KeyVersion version =
        new KeyVersion(
            (int) node.number("number", 1, Integer.MAX_VALUE),
            instant(node),
            constant(Layout.values(), node, "layout"),
            recipients);
    node.end();
    return version;
  }

  private static Recipient readRecipient(StrictObject node) throws StateFormatException {
    Recipient recipient =
        new Recipient(
            node.text("hsm"),
            new CkaId(node.text("id")),
            type(node),
            readWrapping(node.object("wrapping")));
    node.end();
    return recipient;
  }

  private static Wrapping readWrapping(StrictObject node) throws StateFormatException {
    Wrapping wrapping =
        switch (node.text("mechanism")) {
          case "aes-gcm" -> new Wrapping.AesGcm();
          case "rsa-oaep" ->
              new Wrapping.RsaOaep(
                  constant(OaepHash.values(), node, "hash"),
                  new PublicKeyInfo(node.text("publicKey")));
          default ->
              throw new StateFormatException(node.path() + ".mechanism is none that we know");
        };
    node.end();
    return wrapping;
  }

  private static Instant instant(StrictObject node) throws StateFormatException {
    try {
      return Instant.parse(node.text("created"));
    } catch (DateTimeParseException e) {
      throw new StateFormatException(node.path() + ".created is no ISO 8601 instant", e);
    }
  }

  private static KeyType type(StrictObject node) throws StateFormatException {
    String word = node.text("type");
    return Arrays.stream(KeyType.values())
        .filter(type -> typeWord(type).equals(word))
        .findFirst()
        .orElseThrow(() -> new StateFormatException(node.path() + ".type is none that we know"));
  }

  private static <E extends Enum<E>> E constant(E[] values, StrictObject node, String field)
      throws StateFormatException {
    String word = node.text(field);
    return Arrays.stream(values)
        .filter(value -> word(value).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new StateFormatException(node.path() + "." + field + " is none that we know"));
  }

  /** The words are frozen by the published example; a renamed constant breaks its test. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String typeWord(KeyType type) {
    return word(type).replace('_', '-');
  }
}
