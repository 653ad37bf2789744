package io.sealbridge.hsm.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealbridge.keyring.KeyState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Key state as it lies on tokens and in files: one JSON object in UTF-8, so it is frozen. All
 * fields are required, unknown and repeated ones are refused, nothing is coerced. A state is
 * written in the oldest schema that can hold it, so that replicas of an older version go on reading
 * seal keys.
 *
 * <p>Schema 1:
 *
 * <pre>{@code
 * {
 *   "schema": 1,
 *   "name": "root",                      key name
 *   "purpose": "seal",                   seal | application | internal
 *   "serial": 2,                         grows with each change
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
 *
 * <p>Schema 2 adds keys that sign, make codes or unwrap keys, keys that were imported or are made
 * to be wrapped, and what an application key's owner lays down:
 *
 * <ul>
 *   <li>of the state: {@code terms} with {@code deletionAllowed}, {@code minAvailableVersion},
 *       {@code syncable} and {@code importedMayRotate};
 *   <li>of a version: {@code certificates}, a list of DER in base64, the key's own first; {@code
 *       layout} may be {@code none};
 *   <li>of a recipient: {@code origin}: {@code generated}, {@code syncable} or {@code imported};
 *       {@code type} may be {@code ecdsa-p384}, {@code ecdsa-p521}, {@code ed25519} or {@code
 *       hmac};
 *   <li>in place of {@code wrapping} there is {@code usage}, whose {@code mechanism} is {@code
 *       aes-gcm}, {@code rsa-oaep} (with {@code hash}, {@code publicKey} and {@code signs}), {@code
 *       signature} (with {@code publicKey}), {@code hmac}, or {@code unwrap-rsa-oaep} (with {@code
 *       hash} and {@code publicKey}).
 * </ul>
 *
 * <p>Schema 3 is schema 2, and the state has {@code thaw} too: {@code serial}, of the frozen state
 * that was ended, and {@code signature}, in base64.
 */
public final class KeyStateFormat {
  /** The newest that is known. */
  public static final int SCHEMA = 3;

  /** No honest state comes near this; a token object of this size is refused unread. */
  static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private KeyStateFormat() {}

  /**
   * The state as it is kept.
   *
   * @throws IllegalArgumentException if it is larger than anybody would read
   */
  public static byte[] write(KeyState state) {
    try {
      byte[] json =
          MAPPER.writeValueAsBytes(KeyStateWriter.write(state, MAPPER.createObjectNode()));
      if (json.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the state of key %s would have %d bytes, more than %d; drop certificates or trim versions"
                .formatted(state.name(), json.length, MAX_BYTES));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote. The message of a failure repeats nothing of the content. */
  public static KeyState read(byte[] json) throws StateFormatException {
    if (json.length > MAX_BYTES) {
      throw new StateFormatException("state has " + json.length + " bytes");
    }
    try {
      return KeyStateReader.read(new StrictObject(MAPPER.readTree(json), "state"));
    } catch (IOException e) {
      throw new StateFormatException("state is not well-formed JSON", e);
    } catch (IllegalArgumentException e) {
      throw new StateFormatException("state contradicts itself: " + e.getMessage(), e);
    }
  }

  /** The words are frozen by the published examples; a renamed constant breaks their tests. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String typeWord(Enum<?> type) {
    return word(type).replace('_', '-');
  }
}
